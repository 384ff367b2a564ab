/** An operation in words: `restartUnikernel` is `Restart unikernel`. */
export function actionInWords(action: string): string {
  const words = action.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
