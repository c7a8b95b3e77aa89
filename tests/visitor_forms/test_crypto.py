"""Texts go into the database as tokens, and come back with the keys alone."""

import base64
from contextlib import contextmanager

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from visitor_forms.crypto import Unreadable, decrypt, encrypt, fingerprints, has_keys

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
texts = st.text(st.characters(exclude_categories=["Cs"]))
long_texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=4)


@contextmanager
def keys(*names):
    with override_settings(FIELD_KEYS=list(names)):
        yield


@given(texts)
def test_a_text_comes_back(text):
    assert decrypt(encrypt(text)) == text
    assert decrypt(memoryview(encrypt(text))) == text  # as PostgreSQL gives it


@given(long_texts)
def test_a_token_tells_nothing_of_its_text(text):
    token = encrypt(text)

    assert token != encrypt(text)
    assert text.encode() not in token
    assert text.encode() not in base64.urlsafe_b64decode(token)


@given(texts)
def test_the_newest_key_encrypts_and_all_decrypt(text):
    with keys(OLD):
        old = encrypt(text)
    with keys(NEW, OLD):
        assert decrypt(old) == text
        new = encrypt(text)
    with keys(NEW):
        assert decrypt(new) == text
        with pytest.raises(Unreadable):
            decrypt(old)


@given(texts, st.integers(0, 200), st.integers(1, 255))
def test_a_token_that_was_changed_opens_nothing(text, place, change):
    token = bytearray(encrypt(text))
    token[place % len(token)] ^= change
    try:
        opened = decrypt(bytes(token))
    except Unreadable:
        return
    assert opened == text  # a bit that base64 doesn't read


def test_what_cannot_be_read_is_not_quoted():
    with keys(NEW), pytest.raises(Unreadable) as caught:
        decrypt(b"secret words")
    assert "secret" not in str(caught.value)


def test_without_a_key_nothing_is_kept():
    with keys():
        assert not has_keys()
        with pytest.raises(ImproperlyConfigured, match="^FIELD_KEYS is not set"):
            encrypt("617")
    assert has_keys()


@given(texts, texts)
def test_equal_texts_have_equal_fingerprints_and_others_have_not(first, second):
    assert fingerprints(first, "a") == fingerprints(first, "a")
    assert (fingerprints(first, "a") == fingerprints(second, "a")) == (first == second)
    assert fingerprints(first, "a") != fingerprints(first, "b")


@given(texts)
def test_there_is_a_fingerprint_for_each_key_the_newest_first(text):
    with keys(OLD):
        [old] = fingerprints(text, "a")
    with keys(NEW, OLD):
        first, second = fingerprints(text, "a")
    assert (first != old, second) == (True, old)
    assert len(first) == 64
