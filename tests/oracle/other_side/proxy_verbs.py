"""The verbs of programs that go through association proxies."""
from sqlalchemy.orm.attributes import instance_state

from verbs import Refused, Verbs


class ProxyVerbs(Verbs):
    def proxy(self, name, number, member):
        """The owner, its proxy, and how to read what that is given."""
        owner = self.find(name, number)
        described = getattr(self.classes[name], member)
        far = self.end(name, described.target_collection).mapper.relationships.get(described.value_attr)

        def values(words):
            if far is not None:
                return self.find_all(far, words)
            return [int(each) for each in words.split(",") if each]
        return owner, getattr(owner, member), values

    def name_new(self, name, member, before):
        """Names what came since, in the order in which it did: the objects in between as the step does, and what a
        chain of proxies makes behind them by its id."""
        between = self.end(name, getattr(self.classes[name], member).target_collection).mapper.class_
        made = [each for each in self.session.new if each not in before]
        made.sort(key=lambda each: instance_state(each).insert_order)
        numbers = iter(self.numbers_for_new)
        for entity in made:
            self.name_made(entity, next(numbers, None) if isinstance(entity, between) else None)

    @staticmethod
    def expect_clear(proxy, value, wanted):
        """Of several objects in between that show the same value, the order of a list says which is meant."""
        if wanted < list(proxy).count(value):
            raise Refused("ambiguous")

    # --- lists and sets --------------------------------------------------------------------------------

    def do_proxy_append(self, name, number, member, value):
        owner, proxy, values = self.proxy(name, number, member)
        value, = values(value)
        before = set(self.session.new)
        proxy.add(value) if hasattr(proxy, "add") else proxy.append(value)
        self.name_new(name, member, before)

    def do_proxy_remove(self, name, number, member, value):
        owner, proxy, values = self.proxy(name, number, member)
        value, = values(value)
        self.expect_clear(proxy, value, 1)
        if value not in proxy:
            raise Refused("absent")
        proxy.remove(value)

    def do_proxy_replace(self, name, number, member, old_and_new):
        owner, proxy, values = self.proxy(name, number, member)
        old, new = values(old_and_new)
        self.expect_clear(proxy, old, 1)
        proxy[list(proxy).index(old)] = new

    def do_proxy_clear(self, name, number, member):
        owner, proxy, values = self.proxy(name, number, member)
        proxy.clear()

    def do_proxy_assign(self, name, number, member, wanted=""):
        owner, proxy, values = self.proxy(name, number, member)
        wanted = values(wanted)
        before = set(self.session.new)
        if hasattr(proxy, "add"):
            self.assign_set(owner, member, wanted)
        else:
            self.assign_list(proxy, wanted)
        self.name_new(name, member, before)

    def assign_set(self, owner, member, wanted):
        """R142: all objects in between of a value that goes are dropped, where SQLAlchemy drops one of several. And
        the new ones are made in the order given, which an assigned set would not have."""
        described = getattr(type(owner), member)
        through = getattr(owner, described.target_collection)
        for each in list(through):
            value = getattr(each, described.value_attr)
            if value not in wanted:
                through.remove(each)
        proxy = getattr(owner, member)
        for value in wanted:
            proxy.add(value)

    def assign_list(self, proxy, wanted):
        """K11: the objects in between of values that stay are kept, where SQLAlchemy makes all of them anew."""
        for value in wanted:
            self.expect_clear(proxy, value, wanted.count(value))
        missing = list(wanted)
        for at, value in reversed(list(enumerate(proxy))):
            if value in missing:
                missing.remove(value)
                self.note("K11")
            else:
                del proxy[at]
        for value in missing:
            proxy.append(value)

    # --- maps ------------------------------------------------------------------------------------------

    def do_proxy_put(self, name, number, member, key_and_value):
        owner, proxy, values = self.proxy(name, number, member)
        key, value = values(key_and_value)
        before = set(self.session.new)
        proxy[key] = value
        self.name_new(name, member, before)

    def do_proxy_drop(self, name, number, member, key):
        owner, proxy, values = self.proxy(name, number, member)
        key, = values(key)
        if key not in proxy:
            raise Refused("absent")
        del proxy[key]

    def do_proxy_fill(self, name, number, member, items=""):
        owner, proxy, values = self.proxy(name, number, member)
        flat = values(items)
        before = set(self.session.new)
        setattr(owner, member, dict(zip(flat[::2], flat[1::2])))
        self.name_new(name, member, before)

    # --- single values ---------------------------------------------------------------------------------

    def do_proxy_write(self, name, number, member, value):
        owner, proxy, values = self.proxy(name, number, member)
        value, = values(value)
        before = set(self.session.new)
        setattr(owner, member, value)
        self.name_new(name, member, before)

    def do_proxy_null(self, name, number, member):
        owner, proxy, values = self.proxy(name, number, member)
        setattr(owner, member, None)

    def do_proxy_reset(self, name, number, member):
        owner, proxy, values = self.proxy(name, number, member)
        through = getattr(self.classes[name], member).target_collection
        if getattr(owner, through) is None:
            raise Refused("absent")
        # R146: SQLAlchemy empties the object in between too, and fails where it is empty. kith lets go of it as it is.
        setattr(owner, through, None)
        self.note("R146")
