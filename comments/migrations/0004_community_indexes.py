from django.db import migrations, models


class AddIndexBeside(migrations.AddIndex):
    """An index of a table that readers write to meanwhile, where the database can do that.

    Django's own operation for it can't be imported without PostgreSQL's driver.
    """

    atomic = False

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.add_index(model, self.index, **_beside(schema_editor))

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = from_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            index = from_state.models[app_label, self.model_name_lower].get_index_by_name(self.index.name)
            schema_editor.remove_index(model, index, **_beside(schema_editor))


def _beside(schema_editor):
    return {"concurrently": True} if schema_editor.connection.vendor == "postgresql" else {}


class Migration(migrations.Migration):
    # PostgreSQL makes no such index inside a transaction.
    atomic = False

    dependencies = [
        ("newsroom_comments", "0003_recommendations_and_picks"),
    ]

    operations = [
        AddIndexBeside(
            model_name="readercomment",
            index=models.Index(
                condition=models.Q(("public", True), ("root", models.F("xtdcomment_ptr"))),
                fields=["discussion", "-recommended_shown", "xtdcomment_ptr"],
                name="newsroom_most_recommended",
            ),
        ),
        AddIndexBeside(
            model_name="readercomment",
            index=models.Index(
                condition=models.Q(("public", True), ("recommended__gt", models.F("recommended_shown"))),
                fields=["discussion"],
                name="newsroom_unshown",
            ),
        ),
        AddIndexBeside(
            model_name="readercomment",
            index=models.Index(
                condition=models.Q(("picked_at__isnull", False), ("public", True)),
                fields=["discussion", "-picked_at"],
                name="newsroom_picks",
            ),
        ),
    ]
