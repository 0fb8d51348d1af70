BEGIN TRANSACTION;
CREATE TABLE meta (
	"key" VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('version','1');
INSERT INTO "meta" VALUES('source','eef73b3c35aa473f820bfe8d173f3bc5');
CREATE TABLE records (
	seq INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	sent VARCHAR(32) NOT NULL, 
	body TEXT NOT NULL, 
	previous VARCHAR(64) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	PRIMARY KEY (seq)
);
INSERT INTO "records" VALUES(1,'roll','2022-12-16T03:00:00+00:00','{"roll":"7e18f737311b","units":["a","b"]}','0000000000000000000000000000000000000000000000000000000000000000','fdb9b56a685629b89a3046533fb9b1d62bc638c3eb2b7c9f3ce973b5fedb4849');
INSERT INTO "records" VALUES(2,'poll','2022-12-16T03:00:00+00:00','{"answered":"2022-12-16T03:00:01+00:00","correction":2.5,"digest":"d","roll":"7e18f737311b","spreadsheet":"id","unread":{"c":"no_tab"}}','fdb9b56a685629b89a3046533fb9b1d62bc638c3eb2b7c9f3ce973b5fedb4849','518cf3a65c64b78c0e2c0c2b01c37c0df75f8edcc86ba6dd5b0802f95f2abbd2');
INSERT INTO "records" VALUES(3,'change','2022-12-16T03:00:00+00:00','{"content":["x"],"day":"2022-12-16","errors":1,"observed":"valid","reminders":2,"rows":[{"cells":{"day":{"a1":"A2","typed":"16/12"}},"number":1,"problems":[],"valid":true}],"unit":"a"}','518cf3a65c64b78c0e2c0c2b01c37c0df75f8edcc86ba6dd5b0802f95f2abbd2','85940ebba09436dddc53cf3630925be78e7184140eab87d7a7f48012309f6897');
INSERT INTO "records" VALUES(4,'change','2022-12-16T03:00:00+00:00','{"content":[],"day":null,"errors":0,"observed":"attempted","reminders":0,"rows":[{"cells":{"day":{"a1":"A2","typed":"16/12"}},"number":1,"problems":[],"valid":true}],"unit":"b"}','85940ebba09436dddc53cf3630925be78e7184140eab87d7a7f48012309f6897','50a6b12483dc226274e0531868b9c3b9859223e39f2dc7961a2a78242f37f49b');
INSERT INTO "records" VALUES(5,'overrides','2022-12-16T03:00:00+00:00','{"overrides":[{"by":"Ban","cell":"C2","day":"2022-12-16","reason":"mất điện","status":"excused","unit":"a"}]}','50a6b12483dc226274e0531868b9c3b9859223e39f2dc7961a2a78242f37f49b','c91abdca736f00c9b529f5f86347e0331134732768f8f3c190da764e633f840d');
INSERT INTO "records" VALUES(6,'poll','2022-12-16T03:05:00+00:00','{"answered":"2022-12-16T03:05:01+00:00","correction":2.5,"digest":"d","roll":"7e18f737311b","spreadsheet":"id","unread":{"c":"no_tab"}}','c91abdca736f00c9b529f5f86347e0331134732768f8f3c190da764e633f840d','c31fee82ccb83d318f5744b6c6904494a41102af043c854dc69a9ff58bca4971');
INSERT INTO "records" VALUES(7,'change','2022-12-16T03:05:00+00:00','{"content":["x"],"day":"2022-12-16","errors":1,"observed":"valid","reminders":2,"rows":[{"cells":{"day":{"a1":"A2","typed":"16/12"}},"number":1,"problems":[],"valid":true}],"unit":"a"}','c31fee82ccb83d318f5744b6c6904494a41102af043c854dc69a9ff58bca4971','cc4fa4063e15249ce1136390468e8ab32adeacd92ac99ba8853d20134c73ce38');
INSERT INTO "records" VALUES(8,'change','2022-12-16T03:05:00+00:00','{"content":[],"day":null,"errors":0,"observed":"attempted","reminders":0,"rows":[{"cells":{"day":{"a1":"A2","typed":"16/12"}},"number":1,"problems":[],"valid":true}],"unit":"b"}','cc4fa4063e15249ce1136390468e8ab32adeacd92ac99ba8853d20134c73ce38','c378c09dafa3a8e016311f236f7202c93f3a340ccbf4db2ad1240bd71518edc3');
INSERT INTO "records" VALUES(9,'overrides','2022-12-16T03:05:00+00:00','{"overrides":[{"by":"Ban","cell":"C2","day":"2022-12-16","reason":"mất điện","status":"excused","unit":"a"}]}','c378c09dafa3a8e016311f236f7202c93f3a340ccbf4db2ad1240bd71518edc3','836a56b44a3ec92475c0dd979cbca6f2103209d1520f383e7c4a0f443885443a');
INSERT INTO "records" VALUES(10,'document','2022-12-16T03:00:01+00:00','{"at":"2022-12-16T03:00:01+00:00","document":"2022-12-16","files":["bao-cao-nhanh-2022-12-16-10h00.docx"],"moment":"2022-12-16T03:00:00+00:00"}','836a56b44a3ec92475c0dd979cbca6f2103209d1520f383e7c4a0f443885443a','b44a1e6aa9418c3c95d16e2432697340cc09207ee785cb74d57cd0bd01806501');
CREATE INDEX ix_records_kind ON records (kind);
COMMIT;
