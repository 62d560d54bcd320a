#pragma once

#include <QString>

namespace Hall {

/// Keeps a second publisher out of a folder; the kernel frees the lock with the process.
class FolderLock {
public:
    explicit FolderLock(const QString &folder);
    ~FolderLock();
    FolderLock(const FolderLock &) = delete;
    FolderLock &operator=(const FolderLock &) = delete;

    /// Lets the next one in before this object goes.
    void release();

    bool held() const { return m_held; }

private:
    int m_file;
    bool m_held;
};

} // namespace Hall
