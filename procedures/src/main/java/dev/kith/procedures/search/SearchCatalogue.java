// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.search;

import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.graph.job.JobFolder;
import dev.kith.procedures.Caller;
import dev.kith.procedures.KithFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The searches of one server: {@code searches/USER/ID}. A user's own; an admin reaches all. */
final class SearchCatalogue {
    private final Path root;
    private final Caller caller;

    SearchCatalogue(KithFolder home, Caller caller) {
        this.root = home.searches();
        this.caller = caller;
    }

    /** A folder for a new one, with an empty folder for its graph. */
    SearchCard make() {
        String id = "search-" + UUID.randomUUID().toString().substring(0, 8);
        Path folder = root.resolve(KithFolder.fileName("user", caller.user())).resolve(id);
        KithFolder.make(new JobFolder(folder).graph());
        return new SearchCard(id, caller.user(), new JobFolder(folder));
    }

    /** Those that were begun, in the order of their beginning. */
    List<SearchCard> list() {
        List<SearchCard> searches = new ArrayList<>();
        for (Path user : KithFolder.children(root)) {
            String owner = KithFolder.name(user.getFileName().toString());
            if (caller.mayTouch(owner)) {
                for (Path folder : KithFolder.children(user)) {
                    SearchCard card = new SearchCard(folder.getFileName().toString(), owner, new JobFolder(folder));
                    if (card.isBegun()) {
                        searches.add(card);
                    }
                }
            }
        }
        searches.sort((a, b) -> a.startedAt().compareTo(b.startedAt()));
        return searches;
    }

    /** @throws KithException where there is no such search that the caller may see */
    SearchCard get(String id) {
        List<SearchCard> known = list();
        return known.stream()
                .filter(card -> card.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new KithException("There is no search '" + id.replaceAll("\\p{Cntrl}", "?") + "'"
                        + Nearest.hint(id, known.stream().map(SearchCard::id).toList())));
    }
}
