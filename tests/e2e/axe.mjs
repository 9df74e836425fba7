// Runs axe-core inside the webview and reports what is a serious or critical barrier.

import { readFile } from 'node:fs/promises'

const AXE = new URL('../../ui/node_modules/axe-core/axe.min.js', import.meta.url)

/** Serious and critical violations on the screen as it stands, one line for each element. */
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
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`),
    )
}
