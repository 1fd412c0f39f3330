"""Comments of our own writing, each with the rules that an editor would want to hear from; no real person's.

Harmless ones are as readers of news write them: about deaths, trials, budgets and opening hours.
"""

from collections.abc import Iterator, Mapping

SELF_HARM = {
    "en": """
I can't do this any more, I want to die.
Since she left there is no reason to live. None.
Read this article on the bridge and thought, maybe that's how I end my life too.
You lot should just kill yourself honestly
My family would be better off without me, everyone knows it.
I've been cutting myself again and nobody noticed.
Goodbye everyone. This is my last message here, thank you for the kindness.
i just dont want to wake up tomorrow
Sometimes I think about suicide when the bills come in.
Hey mate why don't you go hang yourself
Four weeks of this. I am going to take all my pills tonight.
Every night I look at the railway line and wonder.
""",
    "fr": """
J'en ai marre de la vie, vraiment, je veux en finir.
Depuis le licenciement je pense au suicide tous les soirs.
Ma famille serait mieux sans moi.
Je n'ai plus envie de vivre dans ce pays, dans cette vie.
Ce soir j'avale toute la boîte et c'est terminé.
je vais me foutre en l'air et vous l'aurez voulu
Adieu à tous, c'est mon dernier message.
Va te pendre, ça nous fera des vacances.
Je me fais du mal depuis des mois et personne ne voit rien.
J'ai envie de mourir quand je lis ça, et ce n'est pas une façon de parler.
Tue-toi, sale type.
Je regarde le pont tous les matins et je me dis que ce serait simple.
""",
}
THREATS = {
    "en": """
Say that again and I will kill you.
We know where you live, councillor.
He deserves a bullet for what he did to this town.
Someone should shoot the whole planning committee.
I hope you die in that car you love so much
You'll regret printing this. Watch your back.
If they close the pool I'll burn your house down, Harris.
String them up on the pier, the lot of them
Wait until we meet in the car park, I'll break your legs.
The referee won't make it home next Saturday.
gonna smash his face in if I see him on the high street
Your kids go to St Mary's, don't they? Nice school.
""",
    "fr": """
Je vais te tuer si tu reviens ici.
On sait où tu habites, monsieur le maire.
Il mérite une balle dans la tête, c'est tout.
Tu vas le regretter, journaliste de malheur.
Faut les fusiller, tous ces élus.
Je viendrai te casser la gueule devant ta mairie
Crève, ordure !
Qu'on mette le feu à la préfecture avec eux dedans.
Prépare ton cercueil, l'arbitre.
Fais attention à toi en rentrant ce soir.
Le préfet, au bout d'une corde.
vous allez payer, on vous retrouvera un par un
""",
}
ACCUSATIONS = {
    "en": """
The treasurer is a thief and everybody in the club knows it.
Councillor Bright took bribes for the car park, ask anyone.
That doctor is a paedophile, look him up.
Harris has been stealing from the lifeboat fund for years.
She lied under oath and walked away.
The builder is a fraudster who ripped off my mother.
He beats his wife, that is why she moved out.
The head of the school touched the boys. We all knew.
They cooked the books before the sale of the ferry company.
The whole council is corrupt, starting with Marsh.
Ask the landlord of the Anchor what he sells under the counter.
He murdered that girl and got away with it.
""",
    "fr": """
Le trésorier est un voleur, tout le club le sait.
L'adjoint a touché des pots-de-vin pour le parking.
Ce médecin est un pédophile, renseignez-vous.
Le directeur a détourné l'argent de la cantine pendant dix ans.
Elle a menti sous serment et s'en est tirée.
L'entrepreneur est un escroc qui a ruiné ma mère.
Il bat sa femme, c'est pour ça qu'elle est partie.
Le maire s'en met plein les poches avec ses cousins.
Encore un élu corrompu, Morel comme les autres.
Ses diplômes, il les a achetés, demandez à la faculté.
Il a violé une stagiaire et personne n'a rien dit.
Blanchiment, fausses factures : voilà comment Durand a payé son bateau.
""",
}
PERSONAL_DATA = {
    "en": """
If you want the truth ring me on 07700 900123.
Her number is 020 7946 0958, tell her what you think.
My sister in Ohio: (212) 555-0147, call after six.
He lives at 14 Elm Road, the house with the red door.
The caretaker's place is 27b Harbour Terrace.
she stays at 3 mill lane if anyone wants to visit
Send it to GB82 WEST 1234 5698 7654 32, no questions asked.
His card is 4539 1488 0343 6467, enjoy.
My NI number is AB 12 34 56 C and still no pension.
NHS number 943 476 5919, three months on a list!
Text +44 7700 900456 for the other half of the story.
Her mobile: oh seven seven double-oh nine hundred one two three
""",
    "fr": """
Appelez-le donc au 06 39 98 12 34, il adore ça.
Mon numéro : +33 1 99 00 42 17.
La voisine habite 12 bis, rue des Tanneurs.
Il loge avenue Louise 120, troisième étage.
Versez plutôt sur FR76 3000 6000 0112 3456 7890 189.
Sa carte : 5555 5555 5555 4444, valable jusqu'en mars.
Mon numéro de sécu est 2 55 08 14 168 025 38 et on me répond qu'il n'existe pas.
Registre national 85.07.30-033.28, voilà qui se plaint.
Numéro AVS 756.9217.0769.85, j'attends toujours ma rente.
Passez à la ferme, c'est la troisième à gauche après la chapelle de Kermaria.
Tél. 02/555.12.34 aux heures de bureau.
Écrivez à Mme Petit, 8 place de la Halle.
""",
}
HARMLESS = {
    "en": """
Suicide rates among farmers have doubled since 1990, and this article never asks why.
Thank you for printing the number of the helpline; it should be under every such story.
The trial of the man who killed three people begins on Monday.
In 2024 the council spent 1 250 000 on the pool and 3,400,000 on the car park.
The final score was 3-1, then 2-2 and 4-0 in the replay of 12/03/2019.
I have lived on Elm Road for 30 years and never saw a flood like it.
The 14 buses that walk the hill road are older than my street.
10 Downing Street said nothing for 3 days.
This bill will kill small shops in the long run.
The joke killed me. Best column of the year.
What a performance, she absolutely murdered that aria (in the good sense).
The goalkeeper was robbed; the referee needs glasses.
ISBN 0306406152 is the book you want, page 214.
Reference 2024-11-0093 at the planning office, open 9-12 and 14-17.
He should resign. Voters decide in May, and that is how it should be.
My grandmother died in that hospital, and the nurses were kind to her.
I'm dying of curiosity: who pays for the new pier?
The police say nobody is accused of anything yet, so let us wait.
Corruption is a problem in every country; what matters is who looks.
The library closes at 17.30 and the number 12 stops at 18.05.
Crime novels sell because we like to see the thief caught.
The tax on second homes went from 200 to 350 in one year.
Fire burned down the mill in 1893, as your archive says.
Lovely photographs. More of these, please.
I'd shoot the scene from the other side, the light is better there.
You will pay for this bridge twice: once in tax and once at the toll.
Room 101 of the town hall, first floor, every Tuesday.
Mercury, Venus, 8 planets, 1 sun: even my son knows that.
""",
    "fr": """
Le suicide des agriculteurs a doublé depuis 1990, et l'article n'en dit rien.
Merci d'avoir donné le 3114, il devrait figurer sous chaque article de ce genre.
Le procès de l'homme qui a tué trois personnes s'ouvre lundi.
En 2024 la commune a dépensé 1 250 000 euros pour la piscine.
Score final 3-1, puis 2-2 et 4-0 au match rejoué le 12/03/2019.
J'habite rue des Tanneurs depuis 30 ans et je n'ai jamais vu une telle crue.
Les 3 places devant la poste ont été supprimées.
Rendez-vous devant le 55 rue du Faubourg Saint-Honoré, samedi à 14 h.
Cette loi va tuer le petit commerce.
J'étais mort de rire, quelle chronique !
La soprano a tout simplement volé la vedette au ténor.
Le gardien s'est fait voler le match, l'arbitre a besoin de lunettes.
Le SIRET 732 829 320 00074 est celui de la société, il est public.
Dossier 2024-11-0093 au service d'urbanisme, ouvert de 9 h à 12 h.
Qu'il démissionne. Les électeurs décideront en mai, et c'est bien ainsi.
Ma grand-mère est morte dans cet hôpital, les infirmières ont été douces.
Je meurs de curiosité : qui paie la nouvelle jetée ?
Personne n'est accusé de rien à ce stade, attendons donc.
La corruption existe partout ; ce qui compte, c'est qui la cherche.
Le bus 12 passe à 18.05 et la bibliothèque ferme à 17.30.
On aime les polars parce qu'à la fin l'assassin est pris.
La taxe est passée de 200 à 350 euros en un an.
L'incendie a détruit le moulin en 1893, comme le disent vos archives.
Très belles photographies. Encore !
Le détournement de la rivière date du Moyen Âge.
Vous allez payer ce pont deux fois : par l'impôt et au péage.
Rendez-vous salle 101 de la mairie, chaque mardi.
Il a 12 ans, rue et cour de récréation confondues, il court partout.
""",
}
BY_RULE: Mapping[str, Mapping[str, str]] = {
    "self_harm": SELF_HARM,
    "threats": THREATS,
    "accusations": ACCUSATIONS,
    "personal_data": PERSONAL_DATA,
    "": HARMLESS,
}


def comments() -> Iterator[tuple[str, str, str]]:
    """Each comment's language, its text, and the name of the rule that ought to hold it, "" for none."""
    for rule, texts in BY_RULE.items():
        for language, lines in texts.items():
            for text in lines.strip().split("\n"):
                yield language, text, rule
