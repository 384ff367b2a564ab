import { Lexer } from 'yaml';

/** More than any part that is asked for: indicators, scalars, spaces and ends of lines. */
const maxLexemes = 2_000;

/** As deep as JSON may be. */
const maxDepth = 32;

/** The `:` of a line in a block count as well: each may begin a map in the one before. */
const nesting = new Set(['-', '?', ':']);

/**
 * Whether a text is more than a part may hold: the parser's work grows with the square of what it reads.
 * Read by its words alone, and no further than it takes to know.
 */
export function isTooMuchYaml(text: string): boolean {
  let lexemes = 0;
  let open = 0;
  let inLine = 0;
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    if (lexeme === '[' || lexeme === '{') open += 1;
    else if (lexeme === ']' || lexeme === '}') open -= 1;
    else if (lexeme.endsWith('\n')) inLine = 0;
    else if (open === 0 && nesting.has(lexeme)) inLine += 1;
    if (lexemes > maxLexemes || open > maxDepth || inLine > maxDepth) return true;
  }
  return false;
}
