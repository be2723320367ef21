// What failed, out of the reports of each tool: a name and the first lines of the reason. A log is long, and is often cut.
const REASON_LINES = 12;

/** `FAIL sentence` of the C core, with the lines before it that say what was not so. */
export function failuresOfCore(text) {
  const failures = [];
  let reasons = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('  ')) reasons.push(line.trim());
    else {
      if (line.startsWith('FAIL ')) failures.push(failure(line.slice(5), reasons.join('\n')));
      reasons = [];
    }
  }
  return failures;
}

/** Failed tests, and files that could not be run at all. */
export function failuresOfVitest({ testResults }) {
  return testResults.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && file.status === 'failed') return [failure(file.name, file.message)];
    return failed.map((test) => failure(`${file.name} > ${test.fullName}`, test.failureMessages.join('\n')));
  });
}

/** Tests that did not do as expected, those that needed a second try among them. */
export function failuresOfPlaywright({ suites }) {
  const specs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  return suites.flatMap(specs).flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) => {
        const errors = results.flatMap((result) => result.errors).map(({ message }) => message);
        return failure(`${spec.file}:${spec.line} > ${spec.title}`, errors.join('\n'));
      }),
  );
}

function failure(name, reason) {
  const lines = reason.split('\n').filter((line) => line.trim() !== '');
  return [name, ...lines.slice(0, REASON_LINES).map((line) => `    ${line}`)].join('\n');
}
