"""Whatever is sent to any route of the API is answered as the API says, and never with a 5xx."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.server.serving import Site

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]


@pytest.fixture(scope="module")
def api(site: Site) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{site.address}/api/openapi.json")


@schemathesis.pytest.from_fixture("api").parametrize()
@settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
    deadline=None,
)
def test_every_route_answers_as_it_says(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=CHECKS)
