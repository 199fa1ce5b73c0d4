/** A password-protected PSKC file through the wizard: locked, the wrong password, the right one, the preview. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, type OpenedConsole, openConsole, signIn } from '../support/console-browser.ts';
import { missingPrograms } from '../support/required-programs.ts';

const missing = missingPrograms(CHROMIUM);
/** RFC 6030 figure 7: its password is "qwerty". */
const FIGURE_7 = fileURLToPath(new URL('../vectors/pskc/rfc6030-figure7.xml', import.meta.url));
let opened: OpenedConsole;

describe.skipIf(missing !== '')(`protected PSKC file ${missing}`, () => {
  beforeAll(async () => {
    opened = await openConsole({ hasOperator: true });
    await signIn(opened, '/tokens/import', 'Import tokens');
  }, 60_000);
  afterAll(() => opened?.close());

  it('a protected file asks for its password before it shows a row', async () => {
    const { page } = opened;
    await page.locator('input[type=file]').setInputFiles(FIGURE_7);
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByRole('heading', { name: 'The file is protected' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Steps' }).getByText('Unlock').isVisible()).toBe(true);
    expect(await page.getByRole('grid').count()).toBe(0);
  });

  it('the wrong password is refused beside its field and can be typed again', async () => {
    const { page } = opened;
    const password = page.getByLabel('Password of the file');
    await password.fill('wrong');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByText('This is not the password of the file.').waitFor();
    expect(await password.getAttribute('aria-invalid')).toBe('true');
    expect(await password.isEditable()).toBe(true);
  });

  it('the right password opens the preview, and the secret is nowhere in the page', async () => {
    const { page } = opened;
    await page.getByLabel('Password of the file').fill('qwerty');
    await page.getByRole('button', { name: 'Unlock' }).click();
    const grid = page.getByRole('grid', { name: 'Rows of the file' });
    await grid.getByText('987654321').first().waitFor();
    // The secret of the figure is the ASCII text 12345678901234567890.
    const content = await page.content();
    for (const secret of ['12345678901234567890', 'GEZDGNBVGY3TQOJQ', '3132333435363738', 'MTIzNDU2Nzg5MDEy']) {
      expect(content).not.toContain(secret);
    }
    expect(opened.faults).toEqual([]);
  });

  it('leaving the open preview asks first, and staying keeps it', async () => {
    const { page } = opened;
    await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Users', exact: true }).click();
    const question = page.getByRole('dialog', { name: 'Leave the import?' });
    await question.getByRole('button', { name: 'Stay' }).click();
    await question.waitFor({ state: 'hidden' });
    await page.getByRole('grid', { name: 'Rows of the file' }).getByText('987654321').first().waitFor();
  });
});
