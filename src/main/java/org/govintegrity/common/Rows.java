package org.govintegrity.common;

import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.beans.BeanUtils;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/**
 * Database rows as records, column {@code case_no} for component {@code caseNo}. Spring's own mapper looks for a column
 * {@code caseNo} first and catches the driver's exception, for every column of every row; H2 writes each to its trace file.
 */
public final class Rows {

    private static final ConversionService CONVERSION = DefaultConversionService.getSharedInstance();

    private Rows() {
    }

    /** Components may be strings, numbers, booleans, enums by name, {@code java.time} dates. */
    public static <T extends Record> RowMapper<T> of(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        String[] columns = Arrays.stream(components).map(c -> JdbcUtils.convertPropertyNameToUnderscoreName(c.getName())).toArray(String[]::new);
        Constructor<T> constructor = BeanUtils.getResolvableConstructor(type);
        return (row, number) -> {
            Object[] values = new Object[columns.length];
            for (int i = 0; i < columns.length; i++) {
                Class<?> wanted = components[i].getType();
                Object value = JdbcUtils.getResultSetValue(row, row.findColumn(columns[i]), wanted.isEnum() ? String.class : wanted);
                values[i] = value == null || wanted.isInstance(value) ? value : CONVERSION.convert(value, wanted);
            }
            return BeanUtils.instantiateClass(constructor, values);
        };
    }
}
