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
INSERT INTO "records" VALUES(3,'change','2022-12-16T03:00:00+00:00','{"content":["x"],"day":"2022-12-16","errors":1,"observed":"valid","reminders":2,"rows":[{"cells":{"day":{"a1":"A2","typed":"16/12","value":"16/12","verdict":"accept"}},"day":"2022-12-16","nil":false,"number":1,"problems":[],"sheet_id":7,"tab":"A","unit":"a","valid":true}],"unit":"a"}','518cf3a65c64b78c0e2c0c2b01c37c0df75f8edcc86ba6dd5b0802f95f2abbd2','9d8f9dadf5ab3e880f4a6e4a02e14154b52e4bd14ff00f51fb7d08da8669f5c8');
INSERT INTO "records" VALUES(4,'change','2022-12-16T03:00:00+00:00','{"content":[],"day":null,"errors":0,"observed":"attempted","reminders":0,"rows":[{"cells":{"day":{"a1":"A2","typed":"16/12","value":"16/12","verdict":"accept"}},"day":null,"nil":false,"number":1,"problems":[],"sheet_id":7,"tab":"B","unit":"b","valid":true}],"unit":"b"}','9d8f9dadf5ab3e880f4a6e4a02e14154b52e4bd14ff00f51fb7d08da8669f5c8','53f4c482913dfcb5ac7e25f44920ca7d89de6c97783bb68a4abae70fe9e8afb8');
INSERT INTO "records" VALUES(5,'overrides','2022-12-16T03:00:00+00:00','{"overrides":[{"by":"Ban","cell":"C2","day":"2022-12-16","reason":"mất điện","status":"excused","unit":"a"}]}','53f4c482913dfcb5ac7e25f44920ca7d89de6c97783bb68a4abae70fe9e8afb8','890e48fbb68163b50d924222d41dec266cc228f34f659f312e607f9715418ca8');
INSERT INTO "records" VALUES(6,'poll','2022-12-16T03:05:00+00:00','{"answered":"2022-12-16T03:05:01+00:00","correction":2.5,"digest":"d","roll":"7e18f737311b","spreadsheet":"id","unread":{"c":"no_tab"}}','890e48fbb68163b50d924222d41dec266cc228f34f659f312e607f9715418ca8','1a23c37f36df34218c79f3a4a2c63e7d1457d56fb8cd33df0d6d7ca3f94d2e24');
INSERT INTO "records" VALUES(7,'change','2022-12-16T03:05:00+00:00','{"content":["x"],"day":"2022-12-16","errors":1,"observed":"valid","reminders":2,"rows":[{"cells":{"day":{"a1":"A2","typed":"16/12","value":"16/12","verdict":"accept"}},"day":"2022-12-16","nil":false,"number":1,"problems":[],"sheet_id":7,"tab":"A","unit":"a","valid":true}],"unit":"a"}','1a23c37f36df34218c79f3a4a2c63e7d1457d56fb8cd33df0d6d7ca3f94d2e24','364e19c9c26d24e2db2cdf0a8e46d3e93a6f33360bfa007213f32b283f55be4c');
INSERT INTO "records" VALUES(8,'change','2022-12-16T03:05:00+00:00','{"content":[],"day":null,"errors":0,"observed":"attempted","reminders":0,"rows":[{"cells":{"day":{"a1":"A2","typed":"16/12","value":"16/12","verdict":"accept"}},"day":null,"nil":false,"number":1,"problems":[],"sheet_id":7,"tab":"B","unit":"b","valid":true}],"unit":"b"}','364e19c9c26d24e2db2cdf0a8e46d3e93a6f33360bfa007213f32b283f55be4c','7955a33cd4d57cf559f5355312394e5678f2b7de9affbfd5f40de334fb93933a');
INSERT INTO "records" VALUES(9,'overrides','2022-12-16T03:05:00+00:00','{"overrides":[{"by":"Ban","cell":"C2","day":"2022-12-16","reason":"mất điện","status":"excused","unit":"a"}]}','7955a33cd4d57cf559f5355312394e5678f2b7de9affbfd5f40de334fb93933a','b5e11c11e479a02e1f05d6f1192ecb8ce7662b2f74792d45a5ffdd0e1d349ac6');
INSERT INTO "records" VALUES(10,'document','2022-12-16T03:00:01+00:00','{"at":"2022-12-16T03:00:01+00:00","document":"2022-12-16","files":["bao-cao-nhanh-2022-12-16-10h00.docx"],"moment":"2022-12-16T03:00:00+00:00"}','b5e11c11e479a02e1f05d6f1192ecb8ce7662b2f74792d45a5ffdd0e1d349ac6','eb6cd0b5dc9c089c4c930c2e42c64c8f32a6e77d5a620950e8da295577bcef6b');
CREATE INDEX ix_records_kind ON records (kind);
COMMIT;
