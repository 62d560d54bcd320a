pragma Singleton
import QtQuick

// One finger at a time: while one target is held, the others hear nothing (palms, second fingers).
QtObject {
    id: guard

    property Item holder: null

    function take(item: Item): bool {
        if (guard.holder !== null && guard.holder !== item)
            return false;
        guard.holder = item;
        return true;
    }

    function release(item: Item): void {
        if (guard.holder === item)
            guard.holder = null;
    }
}
