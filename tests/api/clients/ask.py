"""What a program does with the client that was made for it, as its types have it."""

import sys

from treatment_finder_client import Client
from treatment_finder_client.api.api import (
    editions_list,
    facilities_batch,
    facilities_list,
    facilities_retrieve,
    services_list,
)
from treatment_finder_client.models import (
    Batch,
    FacilitiesListSort,
    Facility,
    FacilityList,
    Problem,
    SearchProblem,
)
from treatment_finder_client.types import UNSET, Unset


def main(address: str) -> None:
    client = Client(base_url=address)
    names: list[str] = []
    ids: list[str] = []
    cursor: str | Unset = UNSET
    while True:
        page = facilities_list.sync(
            client=client,
            where="MA",
            sort=FacilitiesListSort.ID,
            page_size=2,
            include=["serves-only", "mental-health"],
            cursor=cursor,
        )
        assert isinstance(page, FacilityList)
        names += [facility.name for facility in page.results]
        ids += [facility.id for facility in page.results]
        if page.next_ is None:
            break
        cursor = page.next_.partition("cursor=")[2].partition("&")[0]
    assert page.count == len(ids)
    batch = facilities_batch.sync(client=client, ids=",".join([*ids, "zzzzzzzz"]))
    assert isinstance(batch, Batch)
    assert [facility.id for facility in batch.results] == ids
    assert batch.unknown_ids == ["zzzzzzzz"]
    facility = facilities_retrieve.sync(ids[0], client=client)
    assert isinstance(facility, Facility)
    assert facility.listed_in[0].year > 2000
    editions = editions_list.sync(client=client)
    assert isinstance(editions, list)
    assert editions[0].publisher in batch.attribution
    groups = services_list.sync(client=client)
    assert isinstance(groups, list)
    wrong = facilities_list.sync(client=client, where="Boston, NH")
    assert isinstance(wrong, SearchProblem)
    assert wrong.type_.endswith("/unknown-place/")
    assert "Boston, MA" in [place.query for place in wrong.other_places]
    missing = facilities_retrieve.sync("zzzzzzzz", client=client)
    assert isinstance(missing, Problem)
    assert missing.status == 404
    sys.stdout.write("".join(f"{name}\n" for name in names))


main(sys.argv[1])
