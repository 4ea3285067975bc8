// SPDX-License-Identifier: GPL-3.0-or-later
/** Whether the plugin finds what it needs in this server. */
package dev.kith.procedures.health;
