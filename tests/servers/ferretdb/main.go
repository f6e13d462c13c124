// A MongoDB-like server for the tests: FerretDB over SQLite, embedded, one request at a time.
//
// Usage: ferretdb DIRECTORY ADDRESS. It prints where it listens as one line, and ends when its standard input does, so
// that it never outlives the tests that started it.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/url"
	"os"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: ferretdb DIRECTORY ADDRESS")
	}
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: "127.0.0.1:0"},
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
		Handler:   "sqlite",
		SQLiteURL: "file:" + os.Args[1] + "/",
	})
	if err != nil {
		log.Fatal(err)
	}
	go server.Run(context.Background())
	behind, err := url.Parse(server.MongoDBURI())
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	all := turns{server: behind.Host}
	go all.serve(listener)
	fmt.Printf("mongodb://%s/\n", listener.Addr())
	_, _ = io.Copy(io.Discard, os.Stdin)
	all.Lock() // what is being done comes to its end, and nothing begins
}
