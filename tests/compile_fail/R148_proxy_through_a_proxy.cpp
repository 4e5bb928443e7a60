// kith: a proxy's first name is a proxy itself; name the relationship, and let the proxy end at a proxy of the object in between
#include <kith/kith.hpp>

struct Topic {
    std::string title{};
};
struct Project {
    std::string name{};
    kith::one<Topic> topic{};
    kith::proxy<"topic", "title"> title{};
};
struct Part {
    kith::one<Project> project{};
    kith::proxy<"project", "title"> title{};
};
struct Employee {
    kith::many<Part> parts{};
    kith::proxy<"parts", "project"> projects{};
#ifdef KITH_BAD
    kith::proxy<"projects", "title"> titles{};
#else
    kith::proxy<"parts", "title"> titles{};
#endif
};
KITH_MODEL(Topic, title)
KITH_MODEL(Project, name, topic, title)
KITH_MODEL(Part, project, title)
KITH_MODEL(Employee, parts, projects, titles)

kith::graph graph(kith::models<Topic, Project, Part, Employee>);
