package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"net"
	"sync"
)

// MongoDB changes a document in one step, FerretDB in several, between which it may take another client's request. So
// every request waits for its turn here, and the next comes when the one before is answered.
//
// Each client has a connection of its own to FerretDB, so that its cursors and its end are its own too. A request is
// read whole before its turn, and answered after it: a client that is slow or dead holds up nobody.
type turns struct {
	sync.Mutex
	server string
}

const (
	headerBytes  = 16
	messageBytes = 48_000_000
	opMsg        = 2013
	moreToCome   = 1 << 1
)

func (t *turns) serve(listener net.Listener) {
	for {
		client, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go t.pass(client)
	}
}

func (t *turns) pass(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", t.server)
	if err != nil {
		log.Print(err)
		return
	}
	defer server.Close()
	requests, answers := bufio.NewReader(client), bufio.NewReader(server)
	for {
		request, err := message(requests)
		if err != nil {
			return
		}
		answer, err := t.answered(request, server, answers)
		if err != nil {
			return
		}
		if silent(request) {
			continue
		}
		if _, err := client.Write(answer); err != nil {
			return
		}
	}
}

func (t *turns) answered(request []byte, server net.Conn, answers *bufio.Reader) ([]byte, error) {
	t.Lock()
	defer t.Unlock()
	if _, err := server.Write(request); err != nil {
		return nil, err
	}
	return message(answers)
}

func message(from *bufio.Reader) ([]byte, error) {
	head, err := from.Peek(headerBytes)
	if err != nil {
		return nil, err
	}
	length := binary.LittleEndian.Uint32(head)
	if length < headerBytes || length > messageBytes {
		return nil, fmt.Errorf("a message of %d bytes", length)
	}
	whole := make([]byte, length)
	_, err = io.ReadFull(from, whole)
	return whole, err
}

// Whether the client waits for no answer. FerretDB gives one to every request, and never more than one.
func silent(request []byte) bool {
	return len(request) >= headerBytes+4 &&
		binary.LittleEndian.Uint32(request[12:]) == opMsg &&
		binary.LittleEndian.Uint32(request[16:])&moreToCome != 0
}
