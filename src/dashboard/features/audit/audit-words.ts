/** An operation in words: `restartUnikernel` is `Restart unikernel`, `makeSshKey` is `Make SSH key`. */
export function actionInWords(action: string): string {
  const words = action
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/\bssh\b/, 'SSH');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
