package org.govintegrity.web;

import org.govintegrity.board.Board;
import org.govintegrity.board.BoardSet;
import org.springframework.stereotype.Component;

import java.util.List;

/** The board's figures by their names in addresses, for templates ({@code @boardSets}). */
@Component("boardSets")
public class BoardSets {

    /** @throws IllegalArgumentException for one there is none of: a mistake in the template */
    public BoardSet of(String code) {
        return BoardSet.of(code).orElseThrow(() -> new IllegalArgumentException("no figure " + code));
    }

    /** Number and title of a clause among the columns of the heat map. */
    public String label(List<Board.Column> columns, String clause) {
        return columns.stream().filter(column -> column.id().equals(clause)).findFirst().map(Board.Column::label).orElse(clause);
    }
}
