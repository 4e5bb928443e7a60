"""The verbs of programs, as SQLAlchemy's users would write them."""
from collections_of_members import collection_of, is_keyed, members, put, replace
from deviations import Deviations


class Refused(Exception):
    """The step asks for what is not allowed. Says how, in the words of kith_side.hpp."""


class Verbs(Deviations):
    def find(self, name, number):
        entity = self.session.get(self.classes[name], self.ids.get((name, number), 0))
        if entity is None or entity in self.session.deleted:  # X13: what is to be deleted is gone
            raise Refused("gone")
        return entity

    def find_all(self, end, numbers):
        name = end.mapper.class_.__name__
        return [self.find(name, number) for number in numbers.split(",") if number]

    def end(self, name, member):
        return self.classes[name].__mapper__.relationships[member]

    # --- rows ------------------------------------------------------------------------------------------

    def do_add(self, name, number, *words):
        kind = self.classes[name]
        entity = kind()
        # R12: a column that is not given has its default from the start, not only once it is written.
        for column in kind.__table__.columns:
            if column.default is not None:
                setattr(entity, column.key, column.default.arg)
        for column, value in (word.split(":") for word in words if ":" in word):
            setattr(entity, column, int(value))
        links = [(self.end(name, member), others)
                 for member, others in (word.split("=") for word in words if "=" in word)]
        links = [(end, self.find_all(end, others)) for end, others in links]
        for end, others in links:
            self.load(end, [], others)
            self.release_former(end, None, others)
        for end, others in links:
            self.put_all(entity, end, others)
        self.session.add(entity)
        self.name_made(entity, number)

    def do_erase(self, name, numbers):
        for entity in [self.find(name, number) for number in numbers.split(",")]:
            self.session.delete(entity)
        self.leave_numbered()

    def do_set(self, name, number, column, value):
        self.refile(self.find(name, number), column, int(value))

    # --- links -----------------------------------------------------------------------------------------

    def do_link(self, name, number, member, others):
        entity, end = self.find(name, number), self.end(name, member)
        self.put_all(entity, end, self.find_all(end, others))

    def put_all(self, entity, end, others):
        self.load(end, [entity], others)
        for other in others:
            self.put(entity, end, other)

    def put(self, entity, end, other):
        if not end.uselist:
            self.release_former(end, entity, [other])
            self.release_occupant(end, other, entity)
            setattr(entity, end.key, other)
        elif not self.is_member(end, members(entity, end), other):
            self.displace_holders(end, entity, other)
            self.release_former(end, entity, [other])
            put(getattr(entity, end.key), other)

    def do_insert(self, name, number, member, other_and_place):
        """Before another member; where the order is nobody's business, anywhere."""
        entity, end = self.find(name, number), self.end(name, member)
        other, *place = self.find_all(end, other_and_place)
        self.load(end, [entity], [other])
        held = getattr(entity, member)
        if place and place[0] not in held:
            raise Refused("absent")
        if not self.is_member(end, held, other):
            self.displace_holders(end, entity, other)
            held.insert(held.index(place[0]) if place else 0, other)

    def do_move(self, name, number, member, other_and_place):
        entity, end = self.find(name, number), self.end(name, member)
        other, place = self.find_all(end, other_and_place)
        order = members(entity, end)
        if other not in order or place not in order:
            raise Refused("absent")
        order.insert(order.index(place), order.pop(order.index(other)))
        setattr(entity, member, order)

    def do_unlink(self, name, number, member, other):
        entity, end = self.find(name, number), self.end(name, member)
        other, = self.find_all(end, other)
        self.load(end, [entity])
        if other not in members(entity, end):
            raise Refused("absent")
        if end.uselist:
            getattr(entity, member).remove(other)
            self.look_at(end, [other])
        else:
            setattr(entity, member, None)

    def do_clear(self, name, number, member):
        entity, end = self.find(name, number), self.end(name, member)
        self.load(end, [entity])
        if end.uselist:
            self.look_at(end, members(entity, end))
            getattr(entity, member).clear()
        else:
            setattr(entity, member, None)

    def do_replace(self, name, number, member, old_and_new):
        entity, end = self.find(name, number), self.end(name, member)
        old, new = self.find_all(end, old_and_new)
        self.load(end, [entity], [new])
        held = getattr(entity, member)
        if old not in held:
            raise Refused("absent")
        if new is old:
            return
        if not self.is_member(end, held, new):
            replace(held, old, new)
        elif end.order_by:
            # It leaves the place that it had for that of the old one.
            setattr(entity, member, [new if each is old else each for each in held if each is not new])
        else:
            held.remove(old)

    def do_assign(self, name, number, member, others=""):
        entity, end = self.find(name, number), self.end(name, member)
        others = self.each_once(end, self.find_all(end, others))
        self.load(end, [entity], others)
        if is_keyed(end):
            # SQLAlchemy adds before it removes, and then finds others under the keys of those who go.
            for former in members(entity, end):
                if former not in others:
                    getattr(entity, member).remove(former)
            first = []
        else:
            first = self.first_holder(end, others)
            setattr(entity, member, collection_of(end, first))
        for other in others[len(first):]:
            self.put(entity, end, other)
