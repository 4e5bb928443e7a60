"""The schemas of schemas/ as SQLAlchemy models, written as their users would: same types, same names.

Each function in `schemas` declares the models of one schema and returns them.
"""
from sqlalchemy import Column, ForeignKey, Integer, Table
from sqlalchemy.orm import declarative_base, declared_attr, relationship


class Base:
    """What every model has: a table of its own name, and an id that is never given twice, as kith's."""
    __table_args__ = {"sqlite_autoincrement": True}
    id = Column(Integer, primary_key=True)

    @declared_attr
    def __tablename__(cls):
        return cls.__name__


def key(target, **options):
    """A foreign key to another type, or to the own one."""
    return Column(Integer, ForeignKey(f"{target}.id", **options))


def pairs(base, name, left, right):
    """An association table with the columns `left_id` and `right_id`. R70, X6: SQLAlchemy forgets its rows when a
    row goes whose class declares no relationship over the table, kith never does; so the database clears them."""
    return Table(name, base.metadata,
                 Column("left_id", ForeignKey(f"{left}.id", ondelete="CASCADE"), primary_key=True),
                 Column("right_id", ForeignKey(f"{right}.id", ondelete="CASCADE"), primary_key=True))


schemas = {}


def schema(declare):
    schemas[declare.__name__] = declare
    return declare


# --- one to many -------------------------------------------------------------------------------------------


def parents_and_children(cascade):
    base = declarative_base(cls=Base)

    class Parent(base):
        children = relationship("Child", back_populates="parent", cascade=cascade)

    class Child(base):
        parent_id = key("Parent")
        parent = relationship("Parent", back_populates="children")
    return Parent, Child


@schema
def one_to_many():
    return parents_and_children("save-update, merge")


@schema
def one_to_many_all():
    return parents_and_children("all")


@schema
def one_to_many_delete():
    return parents_and_children("delete")


@schema
def one_to_many_owning():
    return parents_and_children("all, delete-orphan")


# --- one to one --------------------------------------------------------------------------------------------


def users_and_cards(cascade):
    base = declarative_base(cls=Base)

    class User(base):
        card = relationship("Card", back_populates="holder", uselist=False, cascade=cascade)

    class Card(base):
        holder_id = key("User")
        holder = relationship("User", back_populates="card")
    return User, Card


@schema
def one_to_one():
    return users_and_cards("save-update, merge")


@schema
def one_to_one_owning():
    return users_and_cards("all, delete-orphan")


# --- many to many ------------------------------------------------------------------------------------------


@schema
def many_to_many():
    base = declarative_base(cls=Base)
    taggings = pairs(base, "taggings", "Post", "Tag")

    class Post(base):
        tags = relationship("Tag", secondary=taggings, back_populates="posts")

    class Tag(base):
        posts = relationship("Post", secondary=taggings, back_populates="tags")
    return Post, Tag
