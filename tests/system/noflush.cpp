// A library to load before hall-sync that leaves every flush out: the proof that a test of power
// cuts sees a program which flushes too little.
extern "C" {

int fsync(int);
int fdatasync(int);
int syncfs(int);

int fsync(int /*file*/) { return 0; }

int fdatasync(int /*file*/) { return 0; }

int syncfs(int /*file*/) { return 0; }
}
