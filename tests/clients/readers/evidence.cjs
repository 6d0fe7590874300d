// Evidence's connectors: the name of the package, the folder of the source, and the options of connection.yaml.
const [connector, folder, options] = JSON.parse(process.argv[2]);
const [scorecard, write] = process.argv.slice(3);
const tables = "select table_name as name from information_schema.tables where table_schema = 'governance'";

async function read() {
	const run = await require(connector).getRunner(options, folder);
	const ask = async (sql) => {
		const found = [];
		const { rows } = await run(sql, 'question.sql', 1000);
		for await (const batch of rows()) found.push(...batch);
		return found.map(Object.values);
	};
	const answer = { tables: (await ask(tables)).flat().sort(), rows: await ask(scorecard), refused: '' };
	await ask(write).catch((error) => (answer.refused = String(error)));
	// The connector of PostgreSQL leaves its connections open, and would keep the program running.
	process.stdout.write(JSON.stringify(answer), () => process.exit());
}

read();
