/** What can be chosen: classes of actions with their values, and architectures made of one choice each. */
package dev.kith.search.space;
