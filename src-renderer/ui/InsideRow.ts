import { createContext } from 'react';

/**
 * True inside a row that is itself reached by keys. There a hover text is a plain `title`: the row's peek says the
 * same thing, and a tab stop for every instant and flag of a grid would help nobody.
 */
export const InsideRow = createContext(false);
