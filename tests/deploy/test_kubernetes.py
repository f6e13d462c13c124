"""The manifests, as kustomize makes them: the four are contained and probed alike, and nothing but them is let in."""

import shutil
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import yaml

from shared.contract.catalogue import SERVICES
from tests.deploy.files import DEPLOY, checked, documents, tool

KUBERNETES = DEPLOY / "kubernetes"
SECRETS = ("keys/token.jwk", "keys/vault.key", "keys/hash.key", "mongo.uri")
LABEL = "app.kubernetes.io/name"

Manifests = Sequence[Mapping[str, Any]]


@pytest.fixture(scope="module")
def manifests(tmp_path_factory: pytest.TempPathFactory) -> Manifests:
    """Those of an installation that has put its secrets where they belong."""
    kustomize = tool("kubectl kustomize")
    here = tmp_path_factory.mktemp("kubernetes")
    shutil.copytree(KUBERNETES, here, dirs_exist_ok=True)
    for name in SECRETS:
        (here / "installation" / name).parent.mkdir(exist_ok=True)
        (here / "installation" / name).write_text("invented")
    made = checked(*kustomize, here / "installation")
    return [document for document in yaml.safe_load_all(made) if document]


def of(manifests: Manifests, kind: str) -> Mapping[str, Any]:
    return {manifest["metadata"]["name"]: manifest for manifest in manifests if manifest["kind"] == kind}


def pods(manifests: Manifests) -> Mapping[str, Any]:
    return {
        name: manifest["spec"]["template"]["spec"]
        for kind in ("Deployment", "Job")
        for name, manifest in of(manifests, kind).items()
    }


def test_a_service_is_a_deployment_that_is_found_and_may_be_moved(manifests: Manifests) -> None:
    deployments = of(manifests, "Deployment")
    assert deployments.keys() == set(SERVICES)
    for name, deployment in deployments.items():
        labels = {LABEL: name}
        assert deployment["spec"]["selector"]["matchLabels"] == labels
        assert deployment["spec"]["template"]["metadata"]["labels"] == labels
        assert of(manifests, "Service")[name]["spec"]["selector"] == labels
        budget = of(manifests, "PodDisruptionBudget")[name]["spec"]
        assert (budget["selector"]["matchLabels"], budget["maxUnavailable"]) == (labels, 1)


def test_every_pod_is_contained(manifests: Manifests) -> None:
    assert pods(manifests).keys() == {*SERVICES, "topics"}
    for pod in pods(manifests).values():
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        (container,) = pod["containers"]
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert container["resources"]["limits"]["memory"]
        assert not container["image"].endswith((":latest", "sifasuo"))


def test_the_probes_ask_what_they_are_for(manifests: Manifests) -> None:
    probes = {"startupProbe": "ready", "readinessProbe": "accepting", "livenessProbe": "live"}
    for name in SERVICES:
        (container,) = pods(manifests)[name]["containers"]
        assert container["args"][:2] == ["serve", name]
        for probe, question in probes.items():
            assert container[probe]["httpGet"] == {"path": f"/{name}/health/{question}", "port": "http"}


def test_the_keys_are_a_secret_that_only_the_services_group_reads(manifests: Manifests) -> None:
    for name in SERVICES:
        pod = pods(manifests)[name]
        (keys,) = (volume["secret"] for volume in pod["volumes"] if volume["name"] == "keys")
        assert keys["secretName"] in of(manifests, "Secret")
        assert keys["defaultMode"] == 0o440
        assert pod["securityContext"]["fsGroup"] == pod["securityContext"]["runAsGroup"]


def test_no_secret_is_among_the_files() -> None:
    kinds = {document["kind"] for path in KUBERNETES.rglob("*.yaml") for document in documents(path)}
    assert "Secret" not in kinds
    ignored = (KUBERNETES / "installation" / ".gitignore").read_text(encoding="utf-8").split()
    assert {"/keys/", "/mongo.uri"} <= set(ignored)


def test_only_what_begins_with_a_services_name_is_let_in(manifests: Manifests) -> None:
    (ingress,) = of(manifests, "Ingress").values()
    (rule,) = ingress["spec"]["rules"]
    paths = {path["path"]: path["backend"]["service"]["name"] for path in rule["http"]["paths"]}
    assert paths == {f"/{name}": name for name in SERVICES}
    nobody = of(manifests, "NetworkPolicy")["nobody"]["spec"]
    assert nobody == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}


def test_compliance_grows_with_its_lag_up_to_its_partitions(manifests: Manifests) -> None:
    (scaled,) = of(manifests, "ScaledObject").values()
    partitions = int(of(manifests, "ConfigMap")["sifasuo"]["data"]["SIFASUO_PARTITIONS"])
    assert scaled["spec"]["maxReplicaCount"] == partitions
    assert scaled["spec"]["triggers"][0]["metadata"]["consumerGroup"] == "sifasuo.compliance"
    assert "replicas" not in of(manifests, "Deployment")["compliance"]["spec"]


def test_without_autoscaling_there_are_two(manifests: Manifests) -> None:
    assert manifests
    base = yaml.safe_load_all(checked(*tool("kubectl kustomize"), KUBERNETES / "base"))
    assert of(list(base), "Deployment")["compliance"]["spec"]["replicas"] == 2
