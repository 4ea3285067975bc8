/**
 * Models by name, with their options. A registry line declares what the command line, the procedures, the validation
 * messages and the reference page are made from. Models of a paper stand in packages of their own below this one.
 */
package dev.kith.gnn.model;
