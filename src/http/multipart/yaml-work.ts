import { Lexer } from 'yaml';

/** More than any part that is asked for: indicators, scalars, spaces and ends of lines. */
const maxLexemes = 2_000;

/** As deep as JSON may be. */
const maxDepth = 32;

/** What a part may hold, for who has sent more. */
export const yamlLimits = `at most ${maxLexemes} words and signs (about 300 lines), nested ${maxDepth} deep`;

/** The `:` of a line in a block count as well: each may begin a map in the one before. */
const nesting = new Set(['-', '?', ':']);

/**
 * Whether a text has more lexical elements or deeper nesting than a part may have: the parser's work grows with
 * the square of what it reads. Reads no further than needed to tell.
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
