"""What an end holds, whichever collection it holds it in: a list, a set, a dict by a column, or one entity."""
import functools

from sqlalchemy.ext.orderinglist import OrderingList


@functools.lru_cache(maxsize=None)
def kind_of(end):
    """The collection of an end that holds many."""
    return type((end.collection_class or list)()) if end.uselist else None


def is_keyed(end):
    return end.uselist and issubclass(kind_of(end), dict)


def is_numbered(end):
    """Whether a column of the members says where they stand."""
    return end.uselist and issubclass(kind_of(end), OrderingList)


def members(entity, end):
    """The entities at an end, as a list."""
    held = getattr(entity, end.key)
    if not end.uselist:
        return [] if held is None else [held]
    return list(held.values()) if isinstance(held, dict) else list(held)


def put(held, entity):
    if isinstance(held, dict):
        held.set(entity)
    elif isinstance(held, set):
        held.add(entity)
    else:
        held.append(entity)


def replace(held, old, new):
    if isinstance(held, list):
        held[held.index(old)] = new
    else:
        held.remove(old)
        put(held, new)


def collection_of(end, entities):
    """The entities as what may be assigned to an end that holds them in a list or a set."""
    return set(entities) if kind_of(end) is set else list(entities)
