/** Puts a button beside each block of code that copies it as it stands. */
export function addCopyButtons(page: Document): void {
  for (const block of page.querySelectorAll('main pre')) {
    const frame = page.createElement('div');
    frame.className = 'code';
    block.replaceWith(frame);
    frame.append(
      block,
      copyButton(page, () => block.textContent),
    );
  }
}

function copyButton(page: Document, text: () => string): HTMLButtonElement {
  const button = page.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    button.textContent = await copy(text()).then(
      () => 'Copied',
      () => 'Not copied',
    );
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2000);
  });
  return button;
}

/** Browsers have no clipboard where a page came without HTTPS: then it fails, and says so. */
const copy = async (text: string) => await navigator.clipboard.writeText(text);
