/** The reference pages, made from the registry of the models and from the commands: what they say is what is done. */
package dev.kith.cli.reference;
