from sandbox.isolation import ISOLATING
from tests.attacks.catalogue import GROUPS, attacks, backends_of
from tests.attacks.table import DOCUMENT, document


def test_document_has_the_table_of_these_attacks() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text == document(text), "run: python -m tests.attacks.table --write"


def test_every_group_is_tried_on_every_back_end_that_isolates() -> None:
    for group in GROUPS:
        tried = [backends_of(attack) for attack in attacks() if attack.group == group]
        assert len(tried) >= 10
        assert all(set(ISOLATING) <= set(names) for names in tried)
