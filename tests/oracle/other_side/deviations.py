"""Where kith does something else than SQLAlchemy would, each under the number that docs/rules.md has for it: K what
kith decides, X where objects that SQLAlchemy has loaded are out of step until they are loaded again, R rules that
SQLAlchemy keeps in part.

Where SQLAlchemy's objects are out of step, the program is helped to what the rows should hold in the end. Where kith
decides otherwise, it does what kith decides.
"""
from sqlalchemy.orm.attributes import flag_dirty, instance_state
from sqlalchemy.orm.interfaces import ONETOMANY

from collections_of_members import is_keyed, is_numbered, members


def back_of(end):
    return next(iter(end._reverse_property), None)


class Deviations:
    """What a step does before or after what it says. `note` counts, by number, what was done for a step."""

    def load(self, end, owners, others=()):
        """X10: SQLAlchemy takes no notice of what it has not loaded. So what the entities are linked to is loaded,
        and the collections in which those stand."""
        self.tell_holders(end, others)
        others = set(others)
        for owner in owners:
            others.update(members(owner, end))
        back = back_of(end)
        if back is not None:
            for owner in {owner for other in others for owner in members(other, back)}:
                members(owner, end)

    def is_member(self, end, held, entity):
        """K3 of lists, X4 of pairs: who is a member is not added again."""
        if entity not in held:
            return False
        self.note("K3" if end.secondary is None else "X4")
        return True

    def each_once(self, end, entities):
        """K3, X4: and nobody twice at once."""
        once = list(dict.fromkeys(entities))
        if len(once) != len(entities):
            self.note("K3" if end.secondary is None else "X4")
        return once

    def release_former(self, end, owner, others):
        """X1, X2: of a one-to-one, and of a list that its members do not know, the former owner still has its member
        after another has taken it. In one unit of work that decides what is written, and what goes along with the
        former owner. So it lets go before, where a step is several calls, or where owners are orphans themselves."""
        back = back_of(end)
        if end.single_parent:  # refused
            return
        if not (self.several or end.cascade.delete_orphan and end.mapper is end.parent):
            return
        if back is None and end.direction is ONETOMANY:
            for other in others:
                self.stored_holders(end, other)
                for former in list(self.session):
                    if isinstance(former, end.parent.class_) and former is not owner and other in members(former, end):
                        getattr(former, end.key).remove(other)
                        self.note("X2")
        elif back is not None and not end.uselist and not back.uselist:
            for other in others:
                former = getattr(other, back.key)
                if former is not None and former is not owner:
                    setattr(former, end.key, None)
                    self.note("X1")

    def leave_numbered(self):
        """X6: who is deleted stays in the lists of those who are not, and a list that numbers its members counts it."""
        for entity in list(self.session.deleted):
            for end in instance_state(entity).mapper.relationships:
                back = back_of(end)
                if back is None or not is_numbered(back):
                    continue
                for owner in members(entity, end):
                    if owner not in self.session.deleted and entity in members(owner, back):
                        getattr(owner, back.key).remove(entity)
                        self.note("X6")

    def release_occupant(self, end, owner, entity):
        """X8: who comes to a dict by its own reference takes the place of the former member under its key, which goes
        on referring to the owner."""
        back = back_of(end)
        if back is None or not is_keyed(back):
            return
        held = getattr(owner, back.key)
        occupant = held.get(held.keyfunc(entity))
        if occupant is not None and occupant is not entity:
            held.remove(occupant)
            self.note("X8")

    def refile(self, entity, column, value):
        """R160: SQLAlchemy does not notice that a key changes. kith files the member anew."""
        dicts = []
        for end in instance_state(entity).mapper.relationships:
            back = back_of(end)
            if back is not None and is_keyed(back):
                dicts += [getattr(owner, back.key) for owner in members(entity, end)]
        for held in dicts:
            held.remove(entity)
        setattr(entity, column, value)
        for held in dicts:
            held.set(entity)
            self.note("R160")

    def stored_holders(self, end, entity):
        """Who held it through an end when the step began."""
        state = instance_state(entity)
        if state.key is None:
            return []
        query = f"SELECT owner FROM ({self.query_pairs(end)}) WHERE member = ?"
        holders = [self.session.get(end.parent.class_, id) for id, in self.raw.execute(query, state.key[1])]
        self.kept += holders
        return holders

    def tell_holders(self, end, entities):
        """R54: whom another holds through an end with single_parent is refused. SQLAlchemy knows that only of those
        whose holder it saw taking them, so it is told of the others."""
        if not end.single_parent:
            return
        attribute = getattr(end.parent.class_, end.key).impl
        for entity in entities:
            state = instance_state(entity)
            if id(attribute.parent_token) not in state.parents:
                for holder in self.stored_holders(end, entity):
                    attribute.sethasparent(state, instance_state(holder), True)

    def displace_holders(self, end, entity, holder):
        """R54: through the other end the former holder is displaced. SQLAlchemy does so where that end is scalar, and
        else has two holders."""
        back = back_of(end)
        if back is None or not back.single_parent or not end.uselist:
            return
        for former in members(entity, end):
            if former is not holder:
                getattr(entity, end.key).remove(former)
                self.note("R54")

    @staticmethod
    def first_holder(end, holders):
        """R54: of several holders at once, each displaces the one before."""
        back = back_of(end)
        return holders[:1] if back is not None and back.single_parent else holders

    def look_at(self, end, lost):
        """R102: SQLAlchemy asks among those that changed who is an orphan. A member of a collection that it does not
        know of has not changed when it is lost."""
        if end.cascade.delete_orphan and back_of(end) is None:
            for each in lost:
                flag_dirty(each)

    def delete_orphans(self):
        """R112: what an orphan owns goes with it. SQLAlchemy forgets that of those which it does not find among the
        former members of an owner that stays, as where a step is several calls."""
        for entity in list(self.session.dirty) if self.several else []:
            state = instance_state(entity)
            if state.mapper._is_orphan(state) and entity not in self.session.deleted:
                if any(members(entity, end) for end in state.mapper.relationships if end.cascade.delete):
                    self.note("R112")
                    self.session.delete(entity)

    def name_made(self, entity, number):
        """R106: who comes and goes in one unit of work is never written, and the database gives its id to the next.
        kith never gives an id twice, so they are given here."""
        name = type(entity).__name__
        self.last_ids[name] += 1
        entity.id = self.last_ids[name]
        self.made[name, number or str(entity.id)] = entity.id
