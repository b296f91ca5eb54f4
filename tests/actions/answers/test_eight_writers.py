"""Eight writers on the same answers: no update is lost, and every refusal is a conflict that says why."""

from concurrent.futures import ThreadPoolExecutor

from survey.actions.answers.saving import Change
from survey.answers.replies import Reply
from survey.questionnaire.model import TOTAL
from tests.actions.answers.desk import opened
from tests.actions.answers.sound import demand_sound

WRITERS, TIMES = 8, 60
PLACES = (("budget", ""), ("children", ""))


def count_up(desk, writer):
    """Add one to each number again and again, from what is there by the last answer or conflict."""
    person = (desk.focal, desk.other_focal)[writer % 2]
    seen = dict.fromkeys(PLACES, (0, 0.0))
    done, refused = [], 0
    for _ in range(TIMES):
        changes = [
            Change(*place, version, Reply(*place, {TOTAL: number + 1}, source=f"writer {writer}"))
            for place, (version, number) in seen.items()
        ]
        saved = desk.save(*changes, person=person)
        theirs = {(one.question, one.row): one for one in saved.conflicts}
        for place, (_, number) in tuple(seen.items()):
            if place in theirs:
                refused += 1
                seen[place] = theirs[place].their_version, theirs[place].theirs.value
            else:
                seen[place] = saved.versions[place], number + 1
                done.append((place, saved.versions[place], number + 1, person, f"writer {writer}"))
    return done, refused


def test_eight_writers_lose_nothing(engine):
    desk = opened(engine)
    with ThreadPoolExecutor(WRITERS) as pool:
        outcomes = list(pool.map(lambda writer: count_up(desk, writer), range(WRITERS)))
    done = [one for outcome, _ in outcomes for one in outcome]
    history = demand_sound(engine)
    kept = [
        (place, one.version, one.content["cells"][TOTAL], one.saved_by, one.content["source"])
        for place in PLACES
        for one in history[place]
    ]
    assert sorted(done) == sorted(kept)
    assert all(float(version) == number for _, version, number, _, _ in kept)
    assert 0 < sum(refused for _, refused in outcomes)
