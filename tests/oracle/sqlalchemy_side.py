"""Runs programs with SQLAlchemy, for oracle tests: what it says stands against what kith says.

Reads lines, answers lines. `schema NAME` chooses the models; then `show ...` lines say what a state tells, and
`programs` ends them. A program is its steps, a line each, and `run`. Each step is one unit of work, committed and
reloaded. Its answer is three fields with tabs between: the outcome, the numbers of the rules by which the step was
done otherwise than a plain SQLAlchemy program would, and the state, `=` for the one before.
"""
import sys

try:
    import sqlalchemy
    from sqlalchemy import create_engine, event, exc
    from sqlalchemy.orm import MANYTOONE, ONETOMANY, Session, configure_mappers
    from sqlalchemy.pool import StaticPool
except ImportError:
    sys.exit("SQLAlchemy is missing: install the Debian package python3-sqlalchemy "
             "(apt-get install python3-sqlalchemy)")

import models


class Refused(Exception):
    """The step asks for what is not allowed. Says how, in the words of kith_side.hpp."""


class World:
    """The rows of one schema, empty again for each program."""

    def __init__(self, classes):
        metadata = classes[0].metadata
        configure_mappers()
        self.engine = create_engine("sqlite://", poolclass=StaticPool, future=True)
        event.listen(self.engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys = ON"))
        metadata.create_all(self.engine)
        self.raw = self.engine.raw_connection().cursor()
        self.session = Session(self.engine, future=True, autoflush=False)
        self.classes = {each.__name__: each for each in classes}
        self.tables = [table.name for table in reversed(metadata.sorted_tables)]
        self.shown = []
        self.rules = []

    # --- what a state tells ----------------------------------------------------------------------------

    def show(self, what, type_name, member=None):
        table = type_name
        if what == "rows":
            query = f"SELECT id FROM {table} ORDER BY id"
            self.shown.append((type_name, query, lambda row: str(row[0])))
        elif what == "pairs":
            end = self.classes[type_name].__mapper__.relationships[member]
            query = self.query_pairs(end) + " ORDER BY 1, 2"
            self.shown.append((f"{type_name}.{member}", query, lambda row: f"{row[0]}:{row[1]}"))

    @staticmethod
    def query_pairs(end):
        """The owner and the member of every link, as the rows have them."""
        if end.secondary is not None:
            near, far = (pair[1].name for pair in end.local_remote_pairs)
            return f"SELECT {near}, {far} FROM {end.secondary.name}"
        (local, remote), = end.local_remote_pairs
        if end.direction is ONETOMANY:
            return f"SELECT {remote.name}, id FROM {remote.table.name} WHERE {remote.name} IS NOT NULL"
        return f"SELECT id, {local.name} FROM {local.table.name} WHERE {local.name} IS NOT NULL"

    def state(self):
        parts = []
        for name, query, tell in self.shown:
            rows = self.raw.execute(query).fetchall()
            parts.append(" ".join([name, *map(tell, rows)]))
        return " | ".join(parts)

    # --- steps -----------------------------------------------------------------------------------------

    def clear(self):
        for table in self.tables:
            self.raw.execute(f"DELETE FROM {table}")
        self.raw.execute("DELETE FROM sqlite_sequence")
        self.raw.connection.commit()
        self.ids = {}

    def run(self, steps):
        self.clear()
        before = None
        for step in steps:
            self.rules = []
            outcome = self.perform(step)
            state = self.state()
            print(outcome, " ".join(self.rules), "=" if state == before else state, sep="\t")
            before = state
        sys.stdout.flush()

    def perform(self, step):
        """One step as a unit of work, all of it or nothing; what stays in the session is forgotten, so that the
        next step finds what was settled."""
        self.made = []
        try:
            for call in step.split(" ; "):
                self.call(*call.split(" "))
            self.session.commit()
            for name, label, entity in self.made:
                self.ids[name, label] = entity.id
            return "done"
        except Refused as refusal:
            self.session.rollback()
            return str(refusal)
        except Exception as error:
            self.session.rollback()
            return refusal_of(error)
        finally:
            self.session.expunge_all()

    def find(self, name, label):
        entity = self.session.get(self.classes[name], self.ids.get((name, label), 0))
        # X13: what is to be deleted is gone.
        if entity is None or entity in self.session.deleted:
            raise Refused("gone")
        return entity

    def find_all(self, end, labels):
        return [self.find(end.mapper.class_.__name__, label) for label in labels.split(",") if label]

    def end(self, name, member):
        return self.classes[name].__mapper__.relationships[member]

    def by(self, rule):
        self.rules.append(rule)

    def holds(self, end, members, entity):
        """K3 of a list, X4 of pairs: who is a member already is not added again."""
        if entity not in members:
            return False
        self.by("K3" if end.secondary is None else "X4")
        return True

    def each_once(self, end, members):
        once = list(dict.fromkeys(members))
        if len(once) != len(members):
            self.by("K3" if end.secondary is None else "X4")
        return once

    def call(self, verb, name, *words):
        getattr(self, "do_" + verb)(name, *words)

    def do_add(self, name, label, *links):
        given = {}
        for link in links:
            member, labels = link.split("=")
            end = self.end(name, member)
            partners = self.each_once(end, self.find_all(end, labels))
            given[member] = partners if end.uselist else partners[0]
        entity = self.classes[name](**given)
        self.session.add(entity)
        self.made.append((name, label, entity))

    def do_erase(self, name, labels):
        for entity in [self.find(name, label) for label in labels.split(",")]:
            self.session.delete(entity)

    def do_link(self, name, label, member, labels):
        a = self.find(name, label)
        end = self.end(name, member)
        for b in self.find_all(end, labels):
            held = getattr(a, member)  # X10: loaded before it changes
            if not end.uselist:
                setattr(a, member, b)
            elif not self.holds(end, held, b):
                held.append(b)

    def do_insert(self, name, label, member, other):
        a = self.find(name, label)
        end = self.end(name, member)
        b, = self.find_all(end, other)
        held = getattr(a, member)
        if not self.holds(end, held, b):
            held.insert(0, b)

    def do_unlink(self, name, label, member, other):
        a = self.find(name, label)
        end = self.end(name, member)
        b, = self.find_all(end, other)
        held = getattr(a, member)
        if end.uselist:
            held.remove(b)
        elif held is b:
            setattr(a, member, None)
        else:
            raise Refused("absent")

    def do_clear(self, name, label, member):
        a = self.find(name, label)
        if self.end(name, member).uselist:
            getattr(a, member).clear()
        else:
            getattr(a, member)  # X10
            setattr(a, member, None)

    def do_replace(self, name, label, member, old_and_new):
        a = self.find(name, label)
        end = self.end(name, member)
        old, new = self.find_all(end, old_and_new)
        held = getattr(a, member)
        at = held.index(old)
        if new is old:
            return
        if self.holds(end, held, new):
            held.remove(old)
        else:
            held[at] = new

    def do_assign(self, name, label, member, labels=""):
        a = self.find(name, label)
        end = self.end(name, member)
        getattr(a, member)
        setattr(a, member, self.each_once(end, self.find_all(end, labels)))


def refusal_of(error):
    """The word for what SQLAlchemy reports; of what is not expected, all of it."""
    text = str(error).split("\n")[0]
    if isinstance(error, ValueError) and "not in list" in text:
        return "absent"
    return f"{type(error).__name__}: {text}"


def main():
    print("sqlalchemy", sqlalchemy.__version__, flush=True)
    worlds = {}
    steps = []
    for line in sys.stdin:
        words = line.rstrip("\n").split(" ")
        if words[0] == "schema":
            known = words[1] in worlds
            if not known:
                worlds[words[1]] = World(models.schemas[words[1]]())
            world = worlds[words[1]]
            world.shown = []
        elif words[0] == "show":
            world.show(*words[1:])
        elif words[0] == "run":
            world.run(steps)
            steps = []
        else:
            steps.append(line.rstrip("\n"))


if __name__ == "__main__":
    main()
