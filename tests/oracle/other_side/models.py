"""The schemas of schemas/ as SQLAlchemy models, written as their users would: same types, same names.

Each function in `schemas` declares the models of one schema and returns them.
"""
from sqlalchemy import Column, ForeignKey, Integer, Table
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import declarative_base, declared_attr, relationship
from sqlalchemy.orm.collections import attribute_mapped_collection


class Base:
    """What every model has: a table of its own name, and an id."""
    id = Column(Integer, primary_key=True)

    @declared_attr
    def __tablename__(cls):
        return cls.__name__


def key(target, **options):
    """A foreign key to another type, or to the own one."""
    return Column(Integer, ForeignKey(f"{target}.id", **options))


def empty_cell():
    """A column of numbers, empty where none is given."""
    return Column(Integer)


def cell(**options):
    """A column of numbers, 0 where none is given."""
    return Column(Integer, nullable=False, default=0, **options)


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


def parents_and_children(cascade="save-update, merge", parent_cascade="save-update, merge", collection=list, **of_key):
    base = declarative_base(cls=Base)

    class Parent(base):
        children = relationship("Child", back_populates="parent", cascade=cascade, collection_class=collection)

    class Child(base):
        parent_id = Column(ForeignKey("Parent.id"), **of_key)
        parent = relationship("Parent", back_populates="children", cascade=parent_cascade)
    return Parent, Child


@schema
def one_to_many():
    return parents_and_children()


@schema
def one_to_many_all():
    return parents_and_children("all")


@schema
def one_to_many_delete():
    return parents_and_children("delete")


@schema
def one_to_many_owning():
    return parents_and_children("all, delete-orphan")


@schema
def one_to_many_orphan_only():
    """R84: SQLAlchemy warns that delete-orphan needs delete; to kith an orphan's owner may as well be erased."""
    return parents_and_children("delete, delete-orphan")


@schema
def one_to_many_all_both():
    return parents_and_children("all", "all")


@schema
def one_to_many_owning_all_both():
    return parents_and_children("all, delete-orphan", "all")


@schema
def one_to_many_required():
    return parents_and_children(nullable=False)


@schema
def one_to_many_required_owning():
    return parents_and_children("all, delete-orphan", nullable=False)


@schema
def one_to_many_set():
    return parents_and_children(collection=set)


@schema
def one_to_many_set_owning():
    return parents_and_children("all, delete-orphan", collection=set)


@schema
def accounts():
    base = declarative_base(cls=Base)

    class Bank(base):
        code = cell()
        accounts = relationship("Account", back_populates="bank", cascade="all, delete-orphan")

    class Account(base):
        number = cell(unique=True)
        worth = cell()
        bank_id = key("Bank")
        bank = relationship("Bank", back_populates="accounts")
    return Bank, Account


# --- many to one -------------------------------------------------------------------------------------------


def notes_and_stamps(**of_stamp):
    base = declarative_base(cls=Base)

    class Note(base):
        stamp_id = key("Stamp")
        stamp = relationship("Stamp", back_populates="notes", **of_stamp)

    class Stamp(base):
        notes = relationship("Note", back_populates="stamp")
    return Note, Stamp


@schema
def many_to_one_all():
    return notes_and_stamps(cascade="all")


@schema
def many_to_one_owning():
    return notes_and_stamps(cascade="all, delete-orphan", single_parent=True)


# --- one to one --------------------------------------------------------------------------------------------


def users_and_cards(cascade="save-update, merge", holder_cascade="save-update, merge", of_card={}, of_holder={}):
    base = declarative_base(cls=Base)

    class User(base):
        card = relationship("Card", back_populates="holder", uselist=False, cascade=cascade, **of_card)

    class Card(base):
        holder_id = key("User")
        holder = relationship("User", back_populates="card", cascade=holder_cascade, **of_holder)
    return User, Card


@schema
def one_to_one():
    return users_and_cards()


@schema
def one_to_one_all():
    return users_and_cards("all")


@schema
def one_to_one_owning():
    return users_and_cards("all, delete-orphan")


@schema
def one_to_one_all_from_key():
    return users_and_cards(holder_cascade="all")


@schema
def one_to_one_all_both():
    return users_and_cards("all", "all")


@schema
def one_to_one_single():
    return users_and_cards(of_card={"single_parent": True})


@schema
def one_to_one_owning_single():
    return users_and_cards("all, delete-orphan", of_card={"single_parent": True})


@schema
def one_to_one_owning_from_key():
    return users_and_cards(holder_cascade="all, delete-orphan", of_holder={"single_parent": True})


def wagons_behind_wagons(cascade):
    base = declarative_base(cls=Base)

    class Wagon(base):
        front_id = key("Wagon")
        front = relationship("Wagon", back_populates="rear", remote_side="Wagon.id")
        rear = relationship("Wagon", back_populates="front", uselist=False, cascade=cascade)
    return Wagon,


@schema
def wagons():
    return wagons_behind_wagons("save-update, merge")


@schema
def wagons_owning():
    return wagons_behind_wagons("all, delete-orphan")


# --- many to many ------------------------------------------------------------------------------------------


def posts_and_tags(of_tags={}, of_posts={}):
    base = declarative_base(cls=Base)
    taggings = pairs(base, "taggings", "Post", "Tag")

    class Post(base):
        tags = relationship("Tag", secondary=taggings, back_populates="posts", **of_tags)

    class Tag(base):
        posts = relationship("Post", secondary=taggings, back_populates="tags", **of_posts)
    return Post, Tag


@schema
def many_to_many():
    return posts_and_tags()


@schema
def many_to_many_all():
    return posts_and_tags({"cascade": "all, delete"})


@schema
def many_to_many_all_both():
    return posts_and_tags({"cascade": "all"}, {"cascade": "all"})


@schema
def many_to_many_owning():
    return posts_and_tags({"cascade": "all, delete-orphan", "single_parent": True})


@schema
def many_to_many_owning_all_both():
    return posts_and_tags({"cascade": "all, delete-orphan", "single_parent": True}, {"cascade": "all"})


@schema
def many_to_many_owning_both():
    owning = {"cascade": "all, delete-orphan", "single_parent": True}
    return posts_and_tags(owning, owning)


@schema
def many_to_many_sets():
    return posts_and_tags({"collection_class": set}, {"collection_class": set})


@schema
def many_to_many_set_owning():
    return posts_and_tags({"cascade": "all, delete-orphan", "single_parent": True, "collection_class": set})


@schema
def people():
    base = declarative_base(cls=Base)
    follows = pairs(base, "follows", "Person", "Person")
    near = {"secondary": follows, "primaryjoin": "Person.id == follows.c.left_id",
            "secondaryjoin": "Person.id == follows.c.right_id"}
    back = {"secondary": follows, "primaryjoin": near["secondaryjoin"], "secondaryjoin": near["primaryjoin"]}

    class Person(base):
        following = relationship("Person", back_populates="followers", **near)
        followers = relationship("Person", back_populates="following", **back)
    return Person,


# --- trees -------------------------------------------------------------------------------------------------


def nodes(cascade="save-update, merge"):
    base = declarative_base(cls=Base)

    class Node(base):
        parent_id = key("Node")
        parent = relationship("Node", back_populates="children", remote_side="Node.id")
        children = relationship("Node", back_populates="parent", cascade=cascade)
    return Node,


@schema
def tree():
    return nodes()


@schema
def tree_all():
    return nodes("all")


@schema
def tree_owning():
    return nodes("all, delete-orphan")


# --- orders ------------------------------------------------------------------------------------------------


def boxes_and_items(cascade="save-update, merge", **of_items):
    base = declarative_base(cls=Base)

    class Box(base):
        items = relationship("Item", back_populates="box", cascade=cascade, **of_items)

    class Item(base):
        number = cell()
        box_id = key("Box")
        box = relationship("Box", back_populates="items")
    return Box, Item


@schema
def sorted_items():
    return boxes_and_items(order_by="Item.number")


@schema
def sorted_items_owning():
    return boxes_and_items("all, delete-orphan", order_by="Item.number.desc()")


def numbered(**options):
    """A list that numbers whoever comes, not only those without a number."""
    return {"order_by": "Item.number", "collection_class": ordering_list("number", reorder_on_append=True, **options)}


@schema
def numbered_items():
    return boxes_and_items(**numbered())


@schema
def numbered_items_owning():
    return boxes_and_items("all, delete-orphan", **numbered(count_from=1))


@schema
def keyed_items():
    return boxes_and_items(collection_class=attribute_mapped_collection("number"))


@schema
def keyed_items_owning():
    return boxes_and_items("all, delete-orphan", collection_class=attribute_mapped_collection("number"))


@schema
def sorted_pairs():
    base = declarative_base(cls=Base)
    taggings = pairs(base, "taggings", "Post", "Tag")

    class Post(base):
        tags = relationship("Tag", secondary=taggings, back_populates="posts", order_by="Tag.word")

    class Tag(base):
        word = cell()
        posts = relationship("Post", secondary=taggings, back_populates="tags")
    return Post, Tag


# --- several relationships ---------------------------------------------------------------------------------


@schema
def several():
    base = declarative_base(cls=Base)
    visits = pairs(base, "visits", "Person", "Town")

    class Town(base):
        people = relationship("Person", back_populates="home", foreign_keys="Person.home_id")
        births = relationship("Person", back_populates="birthplace", foreign_keys="Person.birthplace_id",
                              cascade="all, delete-orphan")
        mayor = relationship("Person", back_populates="rules", foreign_keys="Person.rules_id", uselist=False,
                             cascade="all")
        visitors = relationship("Person", back_populates="visited", secondary=visits)

    class Person(base):
        home_id, birthplace_id, rules_id = key("Town"), key("Town"), key("Town")
        home = relationship("Town", back_populates="people", foreign_keys=home_id)
        birthplace = relationship("Town", back_populates="births", foreign_keys=birthplace_id)
        rules = relationship("Town", back_populates="mayor", foreign_keys=rules_id)
        visited = relationship("Town", back_populates="visitors", secondary=visits)
    return Town, Person


# --- association objects -----------------------------------------------------------------------------------


def games_and_users(cascade, collection=list):
    base = declarative_base(cls=Base)

    class Game(base):
        reviews = relationship("Review", back_populates="game", cascade=cascade, collection_class=collection)
        users = association_proxy("reviews", "user", creator=lambda user: Review(user=user))

    class User(base):
        reviews = relationship("Review", back_populates="user", cascade=cascade, collection_class=collection)
        games = association_proxy("reviews", "game", creator=lambda game: Review(game=game))

    class Review(base):
        score = cell()
        game_id, user_id = key("Game"), key("User")
        game = relationship("Game", back_populates="reviews")
        user = relationship("User", back_populates="reviews")
    return Game, User, Review


@schema
def reviews():
    return games_and_users("save-update, merge")


@schema
def reviews_owned_twice():
    return games_and_users("all, delete-orphan")


@schema
def reviews_sets():
    return games_and_users("save-update, merge", set)


@schema
def reviews_sets_owned_twice():
    return games_and_users("all, delete-orphan", set)


def posts_and_words(cascade, collection=list):
    base = declarative_base(cls=Base)

    class Post(base):
        taggings = relationship("Tagging", back_populates="post", cascade=cascade, collection_class=collection)
        words = association_proxy("taggings", "word", creator=lambda word: Tagging(word=word))

    class Tagging(base):
        word, weight = cell(), cell()
        post_id = key("Post")
        post = relationship("Post", back_populates="taggings")
    return Post, Tagging


@schema
def words():
    return posts_and_words("save-update, merge")


@schema
def words_owning():
    return posts_and_words("all, delete-orphan")


@schema
def words_set_owning():
    return posts_and_words("all, delete-orphan", set)


def posts_and_weights(cascade):
    base = declarative_base(cls=Base)

    class Post(base):
        taggings = relationship("Tagging", back_populates="post", cascade=cascade,
                                collection_class=attribute_mapped_collection("word"))
        weights = association_proxy("taggings", "weight",
                                    creator=lambda word, weight: Tagging(word=word, weight=weight))

    class Tagging(base):
        word, weight = cell(), cell()
        post_id = key("Post")
        post = relationship("Post", back_populates="taggings")
    return Post, Tagging


@schema
def weights():
    return posts_and_weights("save-update, merge")


@schema
def weights_owning():
    return posts_and_weights("all, delete-orphan")


def employees_and_desks(cascade="save-update, merge", **of_floor):
    base = declarative_base(cls=Base)

    class Employee(base):
        desk = relationship("Desk", back_populates="employee", uselist=False, cascade=cascade)
        floor = association_proxy("desk", "floor", creator=lambda floor: Desk(floor=floor), **of_floor)
        town = association_proxy("desk", "town", creator=lambda town: Desk(town=town), **of_floor)

    class Desk(base):
        floor = empty_cell()
        employee_id, town_id = key("Employee"), key("Town", ondelete="SET NULL")
        employee = relationship("Employee", back_populates="desk")
        town = relationship("Town")

    class Town(base):
        number = cell()
    return Employee, Desk, Town


@schema
def desks():
    return employees_and_desks()


@schema
def desks_cascading():
    return employees_and_desks(cascade_scalar_deletes=True)


@schema
def desks_owning():
    return employees_and_desks("all, delete-orphan", cascade_scalar_deletes=True)


@schema
def keywords():
    base = declarative_base(cls=Base)

    class User(base):
        entries = relationship("Entry", back_populates="user", cascade="all, delete-orphan")
        words = association_proxy("entries", "word", creator=lambda word: Entry(word=word))

    class Entry(base):
        keyword_id, user_id = key("Keyword", ondelete="SET NULL"), key("User")
        keyword = relationship("Keyword")
        user = relationship("User", back_populates="entries")
        word = association_proxy("keyword", "word", creator=lambda word: Keyword(word=word))

    class Keyword(base):
        word = empty_cell()
    return User, Entry, Keyword


# --- ends that stand alone ---------------------------------------------------------------------------------


def targets(**of_end):
    """A holder of one, which the target does not know. X6: what is erased is forgotten by everybody; SQLAlchemy
    leaves that to the database where the target has no relationship back."""
    base = declarative_base(cls=Base)

    class Holder(base):
        target_id = key("Target", ondelete="SET NULL")
        target = relationship("Target", **of_end)

    class Target(base):
        number = cell()
    return Holder, Target


@schema
def alone_one():
    return targets()


@schema
def alone_one_all():
    return targets(cascade="all")


@schema
def alone_one_single():
    return targets(single_parent=True)


@schema
def alone_one_owning():
    return targets(cascade="all, delete-orphan", single_parent=True)


def things(cascade="save-update, merge"):
    base = declarative_base(cls=Base)

    class Owner(base):
        things = relationship("Thing", cascade=cascade)

    class Thing(base):
        number = cell()
        owner_id = key("Owner")
    return Owner, Thing


@schema
def alone_many():
    return things()


@schema
def alone_many_all():
    return things("all")


@schema
def alone_many_owning():
    return things("all, delete-orphan")


def roles_of_users(**of_roles):
    base = declarative_base(cls=Base)
    grants = pairs(base, "grants", "User", "Role")

    class User(base):
        roles = relationship("Role", secondary=grants, **of_roles)

    class Role(base):
        number = cell()
    return User, Role


@schema
def alone_pairs():
    return roles_of_users()


@schema
def alone_pairs_all():
    return roles_of_users(cascade="all")


@schema
def alone_pairs_owning():
    return roles_of_users(cascade="all, delete-orphan", single_parent=True)


@schema
def friends():
    base = declarative_base(cls=Base)
    friendships = pairs(base, "friendships", "Person", "Person")

    class Person(base):
        friends = relationship("Person", secondary=friendships,
                               primaryjoin="Person.id == friendships.c.left_id",
                               secondaryjoin="Person.id == friendships.c.right_id")
    return Person,


# --- all together ------------------------------------------------------------------------------------------


@schema
def company():
    base = declarative_base(cls=Base)
    memberships = pairs(base, "memberships", "Team", "Person")

    class Company(base):
        departments = relationship("Department", back_populates="company", cascade="all, delete-orphan")

    class Department(base):
        company_id = key("Company")
        company = relationship("Company", back_populates="departments")
        teams = relationship("Team", back_populates="department", cascade="delete")

    class Team(base):
        department_id, lead_id = key("Department"), key("Person", ondelete="SET NULL")
        department = relationship("Department", back_populates="teams")
        members = relationship("Person", secondary=memberships, back_populates="teams")
        lead = relationship("Person")
        tasks = relationship("Task", back_populates="team")

    class Person(base):
        teams = relationship("Team", secondary=memberships, back_populates="members")
        badge = relationship("Badge", back_populates="holder", uselist=False, cascade="all, delete-orphan")
        tasks = relationship("Task", back_populates="owner", cascade="all")

    class Badge(base):
        holder_id = key("Person")
        holder = relationship("Person", back_populates="badge")

    class Task(base):
        team_id, owner_id, whole_id = key("Team"), key("Person"), key("Task")
        team = relationship("Team", back_populates="tasks")
        owner = relationship("Person", back_populates="tasks")
        whole = relationship("Task", back_populates="parts", remote_side="Task.id")
        parts = relationship("Task", back_populates="whole", cascade="all, delete-orphan")
    return Company, Department, Team, Person, Badge, Task


@schema
def balls():
    base = declarative_base(cls=Base)

    class Person(base):
        favourite_id = key("Ball", ondelete="SET NULL")
        favourite = relationship("Ball", foreign_keys=favourite_id, post_update=True)  # R81
        balls = relationship("Ball", back_populates="owner", foreign_keys="Ball.owner_id",
                             cascade="all, delete-orphan")

    class Ball(base):
        owner_id = key("Person")
        owner = relationship("Person", back_populates="balls", foreign_keys=owner_id)
    return Person, Ball
