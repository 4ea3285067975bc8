package dev.kith.ingest.mapping;

/**
 * A column that becomes a property.
 *
 * @param column its header as it stands in the file
 * @param property the name in the database; that of the column where it is null
 * @param type of the values; a text in CSV files and what the file has elsewhere where it is null
 */
public record PropertyColumn(String column, String property, ValueType type) {
    public PropertyColumn {
        property = property == null ? column : property;
        type = type == null ? ValueType.ANY : type;
    }
}
