/** Has the browser save what an address of this server gives, without leaving the page. */
export function saveAddress(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = ''; // the name is the server's
  link.click();
}
