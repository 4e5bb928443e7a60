"""The models of sqlalchemy_inheritance_test.cpp as SQLAlchemy's joined-table inheritance, and what it does with
the database.

usage: sqlalchemy_inheritance.py write|read DATABASE
"""
import sys

try:
    from sqlalchemy import Column, ForeignKey, Integer, String, create_engine, event
    from sqlalchemy.orm import declarative_base, relationship, sessionmaker
except ImportError:
    sys.exit("SQLAlchemy is missing: install the Debian package python3-sqlalchemy "
             "(apt-get install python3-sqlalchemy)")

Base = declarative_base()


class Zoo(Base):
    __tablename__ = "zoos"
    id = Column(Integer, primary_key=True)
    city = Column(String)
    animals = relationship("Animal", back_populates="zoo", order_by="Animal.id")


class Animal(Base):
    __tablename__ = "animals"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    kind = Column(String)
    zoo_id = Column(Integer, ForeignKey("zoos.id"))
    zoo = relationship("Zoo", back_populates="animals")
    __mapper_args__ = {"polymorphic_on": kind, "polymorphic_identity": "animal"}


class Dog(Animal):
    __tablename__ = "dogs"
    id = Column(Integer, ForeignKey("animals.id"), primary_key=True)
    tricks = Column(Integer)
    puppies = relationship("Puppy", back_populates="mother", foreign_keys="Puppy.mother_id")
    __mapper_args__ = {"polymorphic_identity": "dog"}


class Puppy(Dog):
    __tablename__ = "puppies"
    id = Column(Integer, ForeignKey("dogs.id"), primary_key=True)
    weeks = Column(Integer)
    mother_id = Column(Integer, ForeignKey("dogs.id"))
    mother = relationship("Dog", back_populates="puppies", foreign_keys=[mother_id], remote_side="Dog.id")
    __mapper_args__ = {"polymorphic_identity": "puppy", "inherit_condition": id == Dog.id}


def expect(actual, expected):
    if actual != expected:
        sys.exit(f"expected {expected!r}, but there is {actual!r}")


def write(session):
    """What the C++ side expects to load."""
    zoo = Zoo(city="Ulm")
    rex = Dog(name="Rex", tricks=3, zoo=zoo)
    session.add_all([Animal(name="Ant", zoo=zoo), rex])
    session.flush()
    session.add(Puppy(name="Pip", tricks=0, weeks=5, mother=rex))
    session.commit()


def read(session):
    """What the C++ side wrote; then a change that it loads again."""
    zoo = session.query(Zoo).one()
    expect([(type(each).__name__, each.name) for each in zoo.animals], [("Animal", "Ant"), ("Puppy", "Bo")])
    bo = session.query(Puppy).filter(Puppy.name == "Bo").one()
    expect((bo.id, bo.tricks, bo.weeks, bo.mother.name), (4, 7, 1, "Max"))
    expect([(each.id, each.name, each.zoo) for each in session.query(Dog).order_by(Dog.id)],
           [(2, "Max", None), (4, "Bo", zoo)])
    session.delete(bo)
    session.add(Dog(name="Cy", tricks=1, zoo=zoo))
    session.commit()


def main():
    what, path = sys.argv[1:]
    engine = create_engine(f"sqlite:///{path}", future=True)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys = ON"))
    if what == "write":
        Base.metadata.create_all(engine)
    with sessionmaker(engine, future=True)() as session:
        {"write": write, "read": read}[what](session)


if __name__ == "__main__":
    main()
