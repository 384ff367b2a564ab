const browsers = [
  { name: 'Edge', sign: /\bEdg(A|iOS)?\// },
  { name: 'Opera', sign: /\bOPR\// },
  { name: 'Firefox', sign: /\b(Firefox|FxiOS)\// },
  { name: 'Chrome', sign: /\b(Headless)?(Chrome|CriOS|Chromium)\// },
  { name: 'Safari', sign: /\bSafari\// },
] as const;

const systems = [
  { name: 'Android', sign: /\bAndroid\b/ },
  { name: 'iOS', sign: /\b(iPhone|iPad|iPod)\b/ },
  { name: 'ChromeOS', sign: /\bCrOS\b/ },
  { name: 'Windows', sign: /\bWindows\b/ },
  { name: 'macOS', sign: /\bMac OS X\b/ },
  { name: 'Linux', sign: /\bLinux\b/ },
] as const;

/** A browser by its `User-Agent`: `Firefox on Linux`; of one that is not known, all it says. */
export function describeBrowser(agent: string | null): string {
  if (!agent) return 'A browser that does not say which';
  const browser = browsers.find(({ sign }) => sign.test(agent))?.name;
  const system = systems.find(({ sign }) => sign.test(agent))?.name;
  if (!browser) return agent;
  return system ? `${browser} on ${system}` : browser;
}
