"""The models of sqlalchemy_test.cpp in SQLAlchemy, and what it does with the database.

usage: sqlalchemy_models.py write|read DATABASE
"""
import datetime
import sys

try:
    from sqlalchemy import (BigInteger, Boolean, Column, Date, DateTime, Float, ForeignKey, Integer, LargeBinary,
                            MetaData, String, Table, create_engine, event)
    from sqlalchemy.orm import declarative_base, relationship, sessionmaker
except ImportError:
    sys.exit("SQLAlchemy is missing: install the Debian package python3-sqlalchemy "
             "(apt-get install python3-sqlalchemy)")

Base = declarative_base(metadata=MetaData(naming_convention={
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
}))

employees_meetings = Table(
    "employees_meetings", Base.metadata,
    Column("employee_id", Integer, ForeignKey("employees.id"), primary_key=True),
    Column("meeting_id", Integer, ForeignKey("meetings.id"), primary_key=True))


class Employee(Base):
    __tablename__ = "employees"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    hire_date = Column(Date)
    salary = Column(Float)
    remote = Column(Boolean)
    badge = Column(BigInteger)
    photo = Column(LargeBinary)
    boss_id = Column(Integer, ForeignKey("employees.id"))
    boss = relationship("Employee", remote_side=[id], back_populates="reports")
    reports = relationship("Employee", back_populates="boss", order_by="Employee.id")
    meetings = relationship("Meeting", secondary=employees_meetings, back_populates="employees")
    assignments = relationship("Assignment", back_populates="employee", cascade="all, delete-orphan")


class Meeting(Base):
    __tablename__ = "meetings"
    id = Column(Integer, primary_key=True)
    topic = Column(String)
    scheduled_time = Column(DateTime)
    employees = relationship("Employee", secondary=employees_meetings, back_populates="meetings",
                             order_by="Employee.id")


class Assignment(Base):
    __tablename__ = "assignments"
    id = Column(Integer, primary_key=True)
    role = Column(String)
    start_date = Column(DateTime)
    employee_id = Column(Integer, ForeignKey("employees.id"))
    employee = relationship("Employee", back_populates="assignments")


def expect(actual, expected):
    if actual != expected:
        sys.exit(f"expected {expected!r}, but there is {actual!r}")


def write(session):
    """What the C++ side expects to load."""
    uri = Employee(name="Uri Lee", hire_date=datetime.date(2022, 5, 17), salary=1234.5, remote=True,
                   badge=2**40, photo=b"\x00\xff")
    tristan = Employee(name="Tristan Tal", hire_date=datetime.datetime(2020, 1, 30), salary=0.0, remote=False,
                       badge=-1, photo=b"", boss=uri)
    session.add_all([uri, tristan])
    weekly = Meeting(topic="Weekly Update", scheduled_time=datetime.datetime(2023, 10, 31, 9, 30))
    storm = Meeting(topic="Brainstorming", scheduled_time=datetime.datetime(2023, 12, 1, 15, 15, 0, 7))
    uri.meetings.append(weekly)
    uri.meetings.append(storm)
    storm.employees.append(tristan)
    session.add(Assignment(role="Project manager", start_date=None, employee=uri))
    session.commit()


def read(session):
    """What the C++ side wrote; then a change that it loads again."""
    uri, tristan, sasha = session.query(Employee).order_by(Employee.id).all()
    expect([uri.name, tristan.name, sasha.name], ["Uri Lee", "Tristan Tal", "Sasha Hao"])
    expect(sasha.hire_date, datetime.date(2021, 12, 1))
    expect([sasha.salary, sasha.remote, sasha.badge, sasha.photo], [0.25, True, 2**62, b"\x01\x00"])
    expect([each.name for each in uri.reports], ["Sasha Hao"])
    expect(tristan.boss, None)
    expect([each.topic for each in sasha.meetings], ["Brainstorming"])
    storm = sasha.meetings[0]
    expect(storm.scheduled_time, datetime.datetime(2024, 2, 29, 23, 59, 59, 999999))
    expect([each.name for each in storm.employees], ["Tristan Tal", "Sasha Hao"])
    expect(session.query(Meeting).count(), 2)
    expect([(each.role, each.start_date, each.employee.name) for each in session.query(Assignment)],
           [("Flask programmer", datetime.datetime(2023, 6, 10), "Tristan Tal")])
    session.delete(uri)
    session.add(Employee(name="Taylor Jai", hire_date=datetime.date(2015, 1, 2), salary=1.0, remote=False, badge=0,
                         photo=b"", meetings=[storm]))
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
