"""Runs programs with SQLAlchemy, for oracle tests: what it says stands against what kith says.

Reads lines, answers lines. `schema NAME` chooses the models; then `show ...` lines say what a state tells, and
`programs` ends them. A program is its steps, a line each, and `run`. Each step is one unit of work, committed and
reloaded. Its answer is three fields with tabs between: the outcome, the numbers of the rules by which the step was
done otherwise than a plain SQLAlchemy program would, and the state, `=` for the one before.
"""
import sys
import warnings

try:
    import sqlalchemy
    from sqlalchemy import create_engine, event, exc
    from sqlalchemy.orm import Session, configure_mappers
    from sqlalchemy.orm.attributes import flag_dirty, instance_state
    from sqlalchemy.orm.interfaces import ONETOMANY
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
        self.tables = list(metadata.tables)
        self.shown = []
        self.rules = []

    # --- what a state tells ----------------------------------------------------------------------------

    def show(self, what, type_name, member=None):
        table = type_name
        if what == "rows":
            query = f"SELECT id FROM {table} ORDER BY id"
            self.shown.append((type_name, query, lambda row: str(row[0])))
        elif what == "cells":
            query = f"SELECT id, {member} FROM {table} ORDER BY id"
            self.shown.append((f"{type_name}.{member}", query, lambda row: f"{row[0]}={row[1]}"))
        elif what == "pairs":
            end = self.classes[type_name].__mapper__.relationships[member]
            query = self.query_pairs(end) + " ORDER BY 1, 2"
            self.shown.append((f"{type_name}.{member}", query, lambda row: f"{row[0]}:{row[1]}"))

    @staticmethod
    def query_pairs(end):
        """The owner and the member of every link, as the rows have them."""
        if end.secondary is not None:
            near, far = (pair[1].name for pair in end.local_remote_pairs)
            return f"SELECT {near} AS owner, {far} AS member FROM {end.secondary.name}"
        (local, remote), = end.local_remote_pairs
        if end.direction is ONETOMANY:
            return f"SELECT {remote.name} AS owner, id AS member FROM {remote.table.name} WHERE {remote.name} IS NOT NULL"
        return f"SELECT id AS owner, {local.name} AS member FROM {local.table.name} WHERE {local.name} IS NOT NULL"

    def state(self):
        parts = []
        for name, query, tell in self.shown:
            rows = self.raw.execute(query).fetchall()
            parts.append(" ".join([name, *map(tell, rows)]))
        return " | ".join(parts)

    # --- steps -----------------------------------------------------------------------------------------

    def clear(self):
        self.raw.execute("PRAGMA foreign_keys = OFF")
        for table in self.tables:
            self.raw.execute(f"DELETE FROM {table}")
        self.raw.connection.commit()
        self.raw.execute("PRAGMA foreign_keys = ON")
        self.ids = {}
        self.last_ids = dict.fromkeys(self.classes, 0)

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
        self.made = {}
        last_ids = dict(self.last_ids)
        self.kept = []  # the session holds its entities weakly
        calls = step.split(" ; ")
        self.several = len(calls) > 1
        try:
            for call in calls:
                self.call(*call.split(" "))
            self.delete_orphans()
            self.session.commit()
            self.ids.update(self.made)
            return "done"
        except Exception as error:
            self.session.rollback()
            self.last_ids = last_ids
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
        name = end.mapper.class_.__name__
        return [self.find(name, label) for label in labels.split(",") if label]

    def load(self, end, owners, members=()):
        """Loads what the owners and members are linked to, and the lists in which those stand. T4: an engine of
        objects in memory has everything loaded; of what is not loaded, SQLAlchemy takes no notice (X1, X10)."""
        self.tell_holders(end, members)
        back = next(iter(end._reverse_property), None)
        members = set(members)
        for owner in owners:
            members.update(linked(owner, end))
        if back is not None:
            for owner in {owner for member in members for owner in linked(member, back)}:
                linked(owner, end)

    def end(self, name, member):
        return self.classes[name].__mapper__.relationships[member]

    def by(self, rule):
        self.rules.append(rule)

    def name_made(self, entity, label):
        """R106: who comes and goes in one unit of work is never written, and the database would give its id to the
        next. kith never gives an id twice, so ids are given here."""
        name = type(entity).__name__
        self.last_ids[name] += 1
        entity.id = self.made[name, label] = self.last_ids[name]

    def holds(self, end, members, entity):
        """K3 of a list, X4 of pairs: who is a member already is not added again."""
        if entity not in members:
            return False
        self.by("K3" if end.secondary is None else "X4")
        return True

    def stored_holders(self, end, member):
        """Who held it through an end when the step began."""
        state = instance_state(member)
        if state.key is None:
            return []
        query = f"SELECT owner FROM ({self.query_pairs(end)}) WHERE member = ?"
        holders = [self.session.get(end.parent.class_, id) for id, in self.raw.execute(query, state.key[1])]
        self.kept += holders
        return holders

    def expect_one_holder(self, end, holders):
        """R54: through the list of its holders, too, nobody gets a second one. SQLAlchemy lets that pass."""
        back = next(iter(end._reverse_property), None)
        if back is not None and back.single_parent and end.uselist and len(holders) > 1:
            self.by("R54")
            raise Refused("taken")

    def release(self, end, owner, members):
        """X1, X2: of a one-to-one, and of a list that its members do not know, the former owner still has its
        partner after another has taken it; in one unit of work that decides what is written, and what goes along
        with the owner. So it lets go before, where a step is several calls, or owners can be orphans themselves."""
        back = next(iter(end._reverse_property), None)
        if not (self.several or end.cascade.delete_orphan and end.mapper is end.parent):
            return
        if back is None and end.direction is ONETOMANY:
            for member in members:
                self.stored_holders(end, member)
                for former in list(self.session):
                    if isinstance(former, end.parent.class_) and former is not owner and member in linked(former, end):
                        getattr(former, end.key).remove(member)
                        self.by("X2")
        elif back is not None and not end.uselist and not back.uselist:
            for member in members:
                former = getattr(member, back.key)
                if former is not None and former is not owner:
                    setattr(former, end.key, None)
                    self.by("X1")

    def look_at(self, end, lost):
        """R102: SQLAlchemy asks who is an orphan among those that changed, which a member of a list that it does not
        know has not."""
        if end.cascade.delete_orphan and not end._reverse_property:
            for each in lost:
                flag_dirty(each)

    def delete_orphans(self):
        """R105, R112: what an orphan owns goes with it. SQLAlchemy forgets that of orphans which it finds otherwise
        than as former members of an owner that stays, as it does where a step is several calls."""
        for entity in list(self.session.dirty) if self.several else []:
            state = instance_state(entity)
            if state.mapper._is_orphan(state) and entity not in self.session.deleted:
                if any(linked(entity, end) for end in state.mapper.relationships if end.cascade.delete):
                    self.by("R112")
                    self.session.delete(entity)

    def tell_holders(self, end, members):
        """R54: who is held already is refused to another holder; SQLAlchemy refuses only those whose holder it saw
        taking them, so it is told of the others."""
        if not end.single_parent:
            return
        attribute = getattr(end.parent.class_, end.key).impl
        for member in members:
            state = instance_state(member)
            if id(attribute.parent_token) in state.parents:
                continue
            for holder in self.stored_holders(end, member):
                attribute.sethasparent(state, instance_state(holder), True)

    def each_once(self, end, members):
        once = list(dict.fromkeys(members))
        if len(once) != len(members):
            self.by("K3" if end.secondary is None else "X4")
        return once

    def call(self, verb, name, *words):
        if "makes" in words:
            at = words.index("makes")
            self.labels = words[at + 1].split(",")
            words = words[:at]
        getattr(self, "do_" + verb)(name, *words)

    def do_add(self, name, label, *links):
        given = {}
        for link in links:
            if ":" in link:
                column, value = link.split(":")
                given[column] = int(value)
                continue
            member, labels = link.split("=")
            end = self.end(name, member)
            partners = self.each_once(end, self.find_all(end, labels))
            self.load(end, [], partners)
            self.release(end, None, partners)
            self.expect_one_holder(end, partners)
            collection = end.collection_class or list
            given[member] = collection(partners) if end.uselist else partners[0]
        entity = self.classes[name](**given)
        self.session.add(entity)
        self.name_made(entity, label)

    def do_erase(self, name, labels):
        entities = [self.find(name, label) for label in labels.split(",")]
        for entity in entities:
            self.session.delete(entity)

    def do_set(self, name, label, column, value):
        setattr(self.find(name, label), column, int(value))

    def do_link(self, name, label, member, labels):
        a = self.find(name, label)
        end = self.end(name, member)
        others = self.find_all(end, labels)
        self.load(end, [a], others)
        for b in others:
            held = getattr(a, member)
            if not end.uselist:
                self.release(end, a, [b])
                setattr(a, member, b)
            elif not self.holds(end, held, b):
                self.expect_one_holder(end, [*held, b])
                self.release(end, a, [b])
                put(held, b)

    def do_insert(self, name, label, member, other):
        a = self.find(name, label)
        end = self.end(name, member)
        b, = self.find_all(end, other)
        self.load(end, [a], [b])
        held = getattr(a, member)
        if not self.holds(end, held, b):
            self.expect_one_holder(end, [*held, b])
            held.insert(0, b)

    def do_unlink(self, name, label, member, other):
        a = self.find(name, label)
        end = self.end(name, member)
        b, = self.find_all(end, other)
        self.load(end, [a], [b])
        held = getattr(a, member)
        if end.uselist:
            held.remove(b)
            self.look_at(end, [b])
        elif held is b:
            setattr(a, member, None)
        else:
            raise Refused("absent")

    def do_clear(self, name, label, member):
        a = self.find(name, label)
        end = self.end(name, member)
        self.load(end, [a])
        if end.uselist:
            self.look_at(end, getattr(a, member))
            getattr(a, member).clear()
        else:
            setattr(a, member, None)

    def do_replace(self, name, label, member, old_and_new):
        a = self.find(name, label)
        end = self.end(name, member)
        old, new = self.find_all(end, old_and_new)
        self.load(end, [a], [new])
        held = getattr(a, member)
        if old not in held:
            raise Refused("absent")
        if new is old:
            return
        if self.holds(end, held, new):
            held.remove(old)
        elif isinstance(held, set):
            held.remove(old)
            held.add(new)
        else:
            held[held.index(old)] = new

    def do_assign(self, name, label, member, labels=""):
        a = self.find(name, label)
        end = self.end(name, member)
        members = self.each_once(end, self.find_all(end, labels))
        self.load(end, [a], members)
        self.expect_one_holder(end, members)
        setattr(a, member, (end.collection_class or list)(members))


    # --- through a proxy -------------------------------------------------------------------------------

    def proxy(self, name, label, member):
        """The owner's proxy, the end it goes through, and how to find what it takes."""
        owner = self.find(name, label)
        described = getattr(self.classes[name], member)
        between = self.end(name, described.target_collection)
        far = between.mapper.relationships.get(described.value_attr)

        def values(texts):
            if far is not None:
                return self.find_all(far, texts)
            return [int(each) for each in texts.split(",") if each]
        return owner, getattr(owner, member), between, values

    def note_made(self, before):
        """The objects in between that came since, in the order in which they did."""
        made = [each for each in self.session.new if each not in before]
        made.sort(key=lambda each: instance_state(each).insert_order)
        for label, entity in zip(self.labels, made):
            self.name_made(entity, label)

    def do_proxy_append(self, name, label, member, other):
        owner, proxy, between, values = self.proxy(name, label, member)
        value, = values(other)
        before = set(self.session.new)
        proxy.append(value)
        self.note_made(before)

    def do_proxy_remove(self, name, label, member, other):
        owner, proxy, between, values = self.proxy(name, label, member)
        value, = values(other)
        if proxy.count(value) > 1:
            raise Refused("ambiguous")
        proxy.remove(value)

    def do_proxy_replace(self, name, label, member, old_and_new):
        owner, proxy, between, values = self.proxy(name, label, member)
        old, new = values(old_and_new)
        if proxy.count(old) > 1:
            raise Refused("ambiguous")
        proxy[list(proxy).index(old)] = new

    def do_proxy_clear(self, name, label, member):
        owner, proxy, between, values = self.proxy(name, label, member)
        proxy.clear()

    def do_proxy_assign(self, name, label, member, others=""):
        """K11: assigning through a proxy keeps the objects in between of values that stay, where SQLAlchemy makes
        all of them anew."""
        owner, proxy, between, values = self.proxy(name, label, member)
        wanted = values(others)
        if any(0 < wanted.count(value) < proxy.count(value) for value in wanted):
            raise Refused("ambiguous")
        before = set(self.session.new)
        missing = list(wanted)
        for at, value in reversed(list(enumerate(proxy))):
            if value in missing:
                missing.remove(value)
                self.by("K11")
            else:
                del proxy[at]
        for value in missing:
            proxy.append(value)
        self.note_made(before)


def linked(entity, end):
    held = getattr(entity, end.key)
    return held if end.uselist else () if held is None else (held,)


def put(members, entity):
    members.add(entity) if isinstance(members, set) else members.append(entity)


def refusal_of(error):
    """The word for what SQLAlchemy reports; of what is not expected, all of it."""
    text = str(error).split("\n")[0]
    if isinstance(error, Refused):
        return text
    if isinstance(error, exc.CircularDependencyError) or "expected to delete 1 row(s); 0 were matched" in text:
        return "circular"
    if isinstance(error, ValueError) and "not in list" in text or isinstance(error, KeyError):
        return "absent"
    if isinstance(error, exc.IntegrityError) and "NOT NULL" in text:
        return "required"
    if isinstance(error, exc.IntegrityError) and "UNIQUE" in text:
        return "taken"
    if isinstance(error, exc.InvalidRequestError) and "only allowed a single parent" in text:
        return "taken"
    return f"{type(error).__name__}: {text}"


def main():
    print("sqlalchemy", sqlalchemy.__version__, flush=True)
    # What SQLAlchemy warns of is what it does not do: a refusal.
    warnings.simplefilter("error", exc.SAWarning)
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
