"""The rows of one schema in a database in memory, and the steps that change them."""
from sqlalchemy import create_engine, event, exc
from sqlalchemy.orm import Session, configure_mappers
from sqlalchemy.orm.interfaces import ONETOMANY
from sqlalchemy.pool import StaticPool

from proxy_verbs import ProxyVerbs
from verbs import Refused


class World(ProxyVerbs):
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

    # --- what a state tells ----------------------------------------------------------------------------

    def show(self, what, name, member=None):
        """Adds to what a state tells: `rows` of a type, `cells` of a column, `pairs` of an end, or those `ordered` as
        the end is."""
        if what == "rows":
            self.shown.append((name, f"SELECT id FROM {name} ORDER BY id", "{}"))
            return
        query = f"SELECT id, {member} FROM {name} ORDER BY id"
        if what != "cells":
            end = self.end(name, member)
            query = f"SELECT owner, member FROM ({self.query_pairs(end)}) ORDER BY owner, member"
            if what == "ordered":
                target = end.mapper.local_table.name
                order = ", ".join(map(str, end.order_by))
                query = (f"SELECT owner, member FROM ({self.query_pairs(end)}) JOIN {target} ON {target}.id = member "
                         f"ORDER BY owner, {order}, member")
        self.shown.append((f"{name}.{member}", query, "{}={}" if what == "cells" else "{}:{}"))

    @staticmethod
    def query_pairs(end):
        """The owner and the member of every link, as the rows have them."""
        if end.secondary is not None:
            near, far = (pair[1].name for pair in end.local_remote_pairs)
            return f"SELECT {near} AS owner, {far} AS member FROM {end.secondary.name}"
        (local, remote), = end.local_remote_pairs
        if end.direction is ONETOMANY:
            owner, member, holder = remote.name, "id", remote
        else:
            owner, member, holder = "id", local.name, local
        return f"SELECT {owner} AS owner, {member} AS member FROM {holder.table.name} WHERE {holder.name} IS NOT NULL"

    def state(self):
        parts = []
        for name, query, form in self.shown:
            rows = self.raw.execute(query).fetchall()
            parts.append(" ".join([name, *(form.format(*("-" if cell is None else cell for cell in row))
                                           for row in rows)]))
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

    def note(self, rule):
        self.rules.append(rule)

    def perform(self, step):
        """A step is a unit of work, all of it or nothing. What the session holds is forgotten after it, so that the
        next step finds what was settled."""
        last_ids = dict(self.last_ids)
        self.made, self.rules = {}, []
        self.kept = []  # the session holds its entities weakly
        calls = step.split(" ; ")
        self.several = len(calls) > 1
        try:
            for call in calls:
                call, _, numbers = call.partition(" makes ")
                verb, *words = call.split(" ")
                self.numbers_for_new = numbers.split(",") if numbers else []
                getattr(self, "do_" + verb)(*words)
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


# What deleting rows that refer to each other in a circle may come to.
circular = ["expected to delete 1 row(s); 0 were matched", "using NULL for primary key value"]


def refusal_of(error):
    """The word for what SQLAlchemy reports, as kith_side.hpp has it; of what is not expected, all of it."""
    text = str(error).split("\n")[0]
    if isinstance(error, Refused):
        return text
    if isinstance(error, ValueError) and "not in list" in text:
        return "absent"
    if isinstance(error, exc.IntegrityError) and "NOT NULL" in text:
        return "required"
    if isinstance(error, exc.IntegrityError) and "UNIQUE" in text:
        return "taken"
    if isinstance(error, exc.InvalidRequestError) and "only allowed a single parent" in text:
        return "taken"
    if isinstance(error, exc.CircularDependencyError) or any(each in text for each in circular):
        return "circular"
    return f"{type(error).__name__}: {text}"
