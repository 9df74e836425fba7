// Runs axe-core inside the webview and reports every violation of WCAG 2.2 A and AA, and what else is a serious barrier.

import { readFile } from 'node:fs/promises'

const AXE = new URL('../../ui/node_modules/axe-core/axe.min.js', import.meta.url)

/** Violations on the screen as it stands, one line for each element; of what is only good practice, the serious ones. */
export async function barriers(page) {
  if (!(await page.run('return Boolean(window.axe)'))) {
    await page.run(await readFile(AXE, 'utf8'))
  }
  const violations = await page.runAsync(
    `const { violations } = await window.axe.run(document, {
       resultTypes: ["violations"],
       runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
     });
     return violations;`,
  )
  return violations
    .filter(
      ({ impact, tags }) =>
        tags.some((tag) => tag.startsWith('wcag')) || ['serious', 'critical'].includes(impact),
    )
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`),
    )
}
