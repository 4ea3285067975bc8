/** One trial: what is to be trained, how it is trained, what came of it, and which weights it begins with. */
package dev.kith.search.trial;
