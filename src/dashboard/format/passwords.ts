/** Characters. */
export const shortestPassword = 8;

/** What is wrong with a new password, before the server is asked; null: nothing. */
export function passwordFault(text: string): string | null {
  return text.length < shortestPassword ? `At least ${shortestPassword} characters` : null;
}
