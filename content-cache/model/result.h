#pragma once

#include <QString>
#include <utility>
#include <variant>

namespace Hall {

/// An expected failure: where it happened (file, field, address) and why, as a sentence for people.
struct Failure {
    QString where;
    QString why;

    bool operator==(const Failure &) const = default;
};

/// Either a value or the failure that kept it from being made. Exceptions are left for bugs.
/// A room whose callers must tell failures apart gives its own failure type.
template <typename T, typename F = Failure> class [[nodiscard]] Result {
public:
    Result(T value)
        : m_content(std::in_place_index<0>, std::move(value))
    {
    }

    Result(F failure)
        : m_content(std::in_place_index<1>, std::move(failure))
    {
    }

    bool ok() const { return m_content.index() == 0; }

    explicit operator bool() const { return ok(); }

    const T &value() const { return std::get<0>(m_content); }

    T &value() { return std::get<0>(m_content); }

    T take() { return std::move(std::get<0>(m_content)); }

    const F &failure() const { return std::get<1>(m_content); }

private:
    std::variant<T, F> m_content;
};

/// Success without a value.
struct Done { };

} // namespace Hall
