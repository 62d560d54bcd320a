#include "publish/sign/folderlock.h"

#include <QFile>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace Hall {

FolderLock::FolderLock(const QString &folder)
    : m_file(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    , m_held(m_file >= 0 && ::flock(m_file, LOCK_EX | LOCK_NB) == 0)
{
}

FolderLock::~FolderLock() { release(); }

void FolderLock::release()
{
    if (m_file >= 0) {
        ::close(m_file);
    }
    m_file = -1;
    m_held = false;
}

} // namespace Hall
