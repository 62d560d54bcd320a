pragma Singleton
import QtQuick

// What a screen reader says of a target made of several texts: its parts with pauses, empty ones left out.
QtObject {
    id: spoken

    function join(first: string, second: string): string {
        if (first.length === 0 || second.length === 0)
            return first + second;
        return first + "，" + second;
    }

    function join3(first: string, second: string, third: string): string {
        return spoken.join(spoken.join(first, second), third);
    }

    function join4(first: string, second: string, third: string, fourth: string): string {
        return spoken.join(spoken.join3(first, second, third), fourth);
    }
}
