/** How bad an event is, in a word. */
export const severityWords = {
  info: { tone: 'neutral', word: 'Info' },
  warning: { tone: 'warning', word: 'Warning' },
  error: { tone: 'bad', word: 'Error' },
} as const;
