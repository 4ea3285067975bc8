package dev.kith.search.space;

import java.util.ArrayList;
import java.util.List;

/** The index of the chosen value at each {@link Position} of a space. */
public record Architecture(List<Integer> choices) {
    public Architecture {
        choices = List.copyOf(choices);
    }

    public int choice(int position) {
        return choices.get(position);
    }

    /** With other choices at some positions. */
    public Architecture with(int[] positions, int[] values) {
        List<Integer> others = new ArrayList<>(choices);
        for (int p = 0; p < positions.length; p++) {
            others.set(positions[p], values[p]);
        }
        return new Architecture(others);
    }
}
