"""What an operator may add to the map, and that nothing else comes from elsewhere."""

import pytest
from django.core.exceptions import ImproperlyConfigured

TILES = "https://tiles.example.org:8443/{z}/{x}/{y}.png"


def images(settings):
    return settings["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["img-src"]


def test_without_tiles_images_are_this_sites_alone(settings_of):
    assert images(settings_of(MAP_TILES_URL="")) == ["'self'"]


def test_tiles_open_the_policy_for_their_origin_alone(settings_of):
    plain, tiled = settings_of(MAP_TILES_URL=""), settings_of(MAP_TILES_URL=TILES)
    assert images(tiled) == ["'self'", "https://tiles.example.org:8443"]
    policies = [settings["CONTENT_SECURITY_POLICY"]["DIRECTIVES"] for settings in (plain, tiled)]
    for directives in policies:
        del directives["img-src"]
    assert policies[0] == policies[1]


@pytest.mark.parametrize(
    "address",
    [
        "tiles.example.org/{z}/{x}/{y}.png",
        "https://{s}.tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org",
        "https://tiles.example.org; script-src */{z}",
        "https://*/{z}/{x}/{y}.png",
        "data:image/png,{z}",
    ],
)
def test_an_address_that_is_not_of_one_host_stops_the_start(settings_of, address):
    with pytest.raises(ImproperlyConfigured, match="MAP_TILES_URL must be like"):
        settings_of(MAP_TILES_URL=address)


def results(client):
    return client.get("/search/?where=MA").content.decode()


def test_a_site_without_the_maps_files_has_no_button(cast, client, settings):
    settings.HAS_MAP = True
    assert 'data-source="/search/map/"' in results(client)
    assert "data-tiles" not in results(client)
    settings.HAS_MAP = False
    assert "data-map" not in results(client)
    assert "Show map" not in results(client)


def test_the_page_tells_the_map_of_the_tiles(cast, client, settings):
    settings.HAS_MAP, settings.MAP_TILES_URL, settings.MAP_TILES_CREDIT = True, TILES, "© <Us>"
    html = results(client)
    assert f'data-tiles="{TILES}"' in html
    assert 'data-credit="© &lt;Us&gt;"' in html
